"""A small chart made by hand, of invented people: for what is drawn and exported, which needs no database."""

from datetime import UTC, datetime, timedelta

from beccaria.networks.exporting import Sheet
from beccaria.networks.pages.drawn import Drawn, drawn
from beccaria.networks.queries.chart_shapes import Chart, Edge, Mark, Node, TieEvidence, TieKind
from beccaria.networks.queries.layout import arranged
from beccaria.people.api import PersonShown

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ROSSI, KOVAC, ALONE, EVIL = "id-rossi", "id-kovac", "id-alone", "id-evil"
# What a spreadsheet would run, XML would choke on, and a typesetter would obey.
EVIL_NAME = '=HYPERLINK("http://x")<b>&amp;\x07 #let x = 1 $y$'


def person(
    key: str, name: str, *, role: str = "prisoner", level: int = 0, handling: tuple[str, ...] = ()
) -> PersonShown:
    """Somebody on one line."""
    return PersonShown(
        id=key, role=role, name=name, sorts=name.casefold(), number=f"N-{key}", born=None, site="NORTH",
        level=level, handling=handling, aliases=(), held=None,
    )  # fmt: skip


def evidence(kind: TieKind, days: int, **said: object) -> TieEvidence:
    """One record so many days ago."""
    return TieEvidence(kind=kind, reference=f"{kind}:1", what="", at=NOW - timedelta(days=days), **said)  # type: ignore[arg-type]  # fields of the shape


def chart() -> Chart:
    """Four people, two ties, one of them a single remark under conditions."""
    member = Mark("g1", "The Harbour", "supported", 2, "2027-05-04", role="leader")
    suspected = Mark("g1", "The Harbour", "suspected", 1, "2027-05-04")
    nodes = (
        Node(ROSSI, person(ROSSI, "Anna Rossi"), 0, (member,)),
        Node(KOVAC, person(KOVAC, "Zoë Kovač", role="visitor", level=2), 1, (suspected,)),
        Node(ALONE, person(ALONE, "Nobody's Friend"), 1),
        Node(EVIL, person(EVIL, EVIL_NAME), 2),
    )
    remark = evidence(
        TieKind.REPORT, 40, grade=("3x5x2", "2", "C"), level=1, handling=("3x5x2:C", "3x5x2:A1", "3x5x2:S2")
    )
    edges = (
        Edge(EVIL, KOVAC, (remark,)),
        Edge(KOVAC, ROSSI, (evidence(TieKind.VISIT, 3, times=4, weight=4.0), evidence(TieKind.PAYMENT, 90))),
    )
    return Chart(f"person:{ROSSI}", nodes, edges, left_out=3)


def picture(of: Chart | None = None, *, colour_by: str = "group") -> Drawn:
    """What is drawn of it."""
    shown = of or chart()
    return drawn(
        shown, arranged(shown, {}), name="Anna Rossi", colour_by=colour_by, sites={"NORTH": "North Gaol"}
    )


def sheet(of: Chart | None = None) -> Sheet:
    """The same with its words."""
    return Sheet(
        what=picture(of),
        title="Network of Anna Rossi",
        banner="Confidential · do not act on it",
        lead=("4 people, 2 ties.", "Recorded from 1 to 2."),
        levels=("Official", "Restricted", "Confidential", "Secret"),
        who="Taken out by Bo",
        when="21 November 2026",
        purpose="for: prevention",
    )
