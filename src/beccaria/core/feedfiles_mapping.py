"""Name the columns of the files in which police mapping hands groups and their members on (layouts OCG and OCGM)."""

from beccaria.core.feedfiles import Column, FileKind

OCG = FileKind(
    "ocg",
    (
        Column(
            "group",
            "text",
            required=True,
            also=("OCG ID Number", "OCG ID"),
            means="number of the group there",
        ),
        Column("band", "text", also=("OCGM: Band",), means="1a to 5d; empty is unknown, not low"),
        Column(
            "corruption",
            "text",
            also=("Infiltration corruption subversion: Extent",),
            means="extent in a word",
        ),
        Column("tactics", "text", also=("Tactical awareness: Extent",), means="extent in a word"),
        Column("violence", "text", also=("Violent Capability: Extent",), means="extent in a word"),
        Column("name", "text", also=("OCG Name", "Group name"), means="what the group is called, if it is"),
        Column("kind", "text", also=("OCG Type",), means="kind of group; loose_network unless said"),
    ),
)

OCGM = FileKind(
    "ocgm",
    (
        Column(
            "number",
            "text",
            required=True,
            also=("Nomis No.", "Nomis Number", "Noms No.", "Prison number"),
            means="prison number: the only thing by which somebody is found",
        ),
        Column("group", "text", required=True, also=("OCG ID Number", "OCG ID"), means="number of the group"),
        Column(
            "standing",
            "text",
            also=("Standing Within Ocg",),
            means="principal, significant, peripheral subject",
        ),
        Column(
            "corrupter",
            "yes_no",
            also=("Role: Corrupter", "Corrupter"),
            means="listed as corrupting officials",
        ),
        Column(
            "may_go_on",
            "yes_no",
            also=("Can the data on this record be disseminated?", "Disseminate"),
            means="no or empty keeps it at the prison that holds him",
        ),
        Column(
            "born",
            "day",
            also=("DOB", "Date of birth"),
            means="compared with ours: another day refuses the row",
        ),
    ),
)

MAPPING_FILES: dict[str, FileKind] = {kind.name: kind for kind in (OCG, OCGM)}
