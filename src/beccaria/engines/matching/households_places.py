"""Where people live and how they are called up, however it was written: streets, numbers, flats, post boxes, phones."""

from typing import Final

from beccaria.engines.matching.sqltext import literal

# What a word of an address is short for. At its beginning `st` is a saint and `v` a via; elsewhere `st` is a street.
_FIRST: Final = """
st=saint s=san v=via vle=viale cso=corso pza=piazza pzza=piazza lgo=largo vlo=vicolo c=calle r=rue ul=ulica dr=doctor
av=avenue ave=avenue avda=avenida bd=boulevard
"""
_ANYWHERE: Final = """
st=street str=street rd=road ave=avenue av=avenue ln=lane la=lane dr=drive ct=court crt=court pl=place plc=place
cir=circle circ=circle cres=crescent crst=crescent blvd=boulevard boul=boulevard bvd=boulevard hwy=highway pkwy=parkway
ter=terrace terr=terrace tce=terrace sq=square trl=trail gdns=gardens gdn=garden gr=grove gve=grove cl=close mt=mount
hts=heights pde=parade esp=esplanade n=north s=south e=east w=west ne=northeast nw=northwest se=southeast sw=southwest
strasse=street pza=piazza pzza=piazza
"""
_TYPES: Final = (
    "street|road|avenue|lane|drive|court|place|circle|crescent|boulevard|highway|parkway|terrace|square|trail|gardens|"
    "garden|grove|close|way|walk|row|hill|parade|rise|mews"
)
_UNITS: Final = (
    "flat|flt|apt|apartment|unit|interno|int|app|appartamento|suite|ste|room|rm|wohnung|whg|piso|lot|scala"
)
_UNIT: Final = rf"\b(?:{_UNITS}) ?([0-9]+[a-z]?|[a-z])\b"
_BOXES: Final = "p ?o box|post(?: office)? box|box|casella postale|cp|postfach|boite postale|bp|apartado"
_BOX: Final = rf"\b(?:{_BOXES}) ?([0-9]+)\b"
# Five or more digits are a postcode, as is the British pattern; house numbers have fewer.
_POSTCODE: Final = r"\b([0-9]{5,6}|[a-z]{1,2}[0-9][0-9a-z]? [0-9][a-z]{2})\b"
_NUMBER: Final = r"\b([0-9]{1,4}[a-z]?)\b"
# E.164 country codes: of one figure, two, and three.
_COUNTRY: Final = (
    "1|7|20|27|3[0123469]|4[0134-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69][0-9]|35[0-9]|37[0-9]|38[0-9]|42[0-9]|"
    "50[0-9]|59[0-9]|67[0-9]|68[0-9]|69[0-9]|80[0-9]|85[0-9]|87[0-9]|88[0-9]|96[0-9]|97[0-9]|99[0-9]"
)


def _long(word: str, *tables: str) -> str:
    """SQL: the long form of a word, by the first table that has it; a CASE is a hundred times quicker than a MAP."""
    found: dict[str, str] = {}
    for short, long in (pair.split("=") for table in tables for pair in table.split()):
        found.setdefault(short, long)
    whens = " ".join(f"WHEN {literal(short)} THEN {literal(long)}" for short, long in found.items())
    return f"CASE {word} {whens} ELSE {word} END"


MACROS: Final = f"""
CREATE OR REPLACE TEMP MACRO street_text(t) AS nullif(array_to_string(list_transform(string_split(regexp_replace(
    regexp_replace(t, '([a-z]{{3,}})str\\b', '\\1strasse'), '^([pcvl]) (zz?a|so|le|go) ', '\\1\\2 '), ' '),
    (word, place) -> CASE WHEN place = 1 THEN {_long("word", _FIRST, _ANYWHERE)}
    ELSE {_long("word", _ANYWHERE)} END), ' '), '');
CREATE OR REPLACE TEMP MACRO address_rest(t) AS trim(regexp_replace(regexp_replace(regexp_replace(
    ' ' || t || ' ', '{_UNIT}', ' ', 'g'), '{_BOX}', ' ', 'g'), '{_POSTCODE}', ' ', 'g'));
CREATE OR REPLACE TEMP MACRO address_unit(t) AS nullif(regexp_extract(plain(t), '{_UNIT}', 1), '');
CREATE OR REPLACE TEMP MACRO address_box(t) AS nullif(regexp_extract(plain(t), '{_BOX}', 1), '');
CREATE OR REPLACE TEMP MACRO address_postcode(t) AS
    nullif(replace(regexp_extract(substr(plain(t), 2), '{_POSTCODE}', 1), ' ', ''), '');
CREATE OR REPLACE TEMP MACRO address_number(t) AS nullif(regexp_extract(address_rest(plain(t)), '{_NUMBER}', 1), '');
CREATE OR REPLACE TEMP MACRO address_line(t) AS list_filter(list_transform(string_split(t, ','),
    part -> trim(regexp_replace(address_rest(plain(part)), '{_NUMBER}.*$', '', 'g') || ' ' ||
        CASE WHEN regexp_matches(address_rest(plain(part)), '^[0-9]') THEN
        regexp_replace(address_rest(plain(part)), '^[0-9]+[a-z]?\\b', '') ELSE '' END)),
    line -> regexp_matches(line, '[a-z]'))[1];
CREATE OR REPLACE TEMP MACRO address_street(t) AS
    regexp_replace(street_text(trim(address_line(t))), '^(.+? (?:{_TYPES})) .*$', '\\1');
CREATE OR REPLACE TEMP MACRO phone_national(t) AS CASE WHEN regexp_matches(t, '^(\\+|00)')
    THEN regexp_replace(regexp_replace(t, '^(\\+|00)', ''), '^({_COUNTRY})', '') ELSE replace(t, '+', '') END;
CREATE OR REPLACE TEMP MACRO phone_tail(t) AS CASE WHEN length(regexp_replace(t, '\\D', '', 'g')) >= 6 THEN
    nullif(ltrim(right(phone_national(regexp_replace(
        regexp_replace(lower(t), '(x|ext|int)[^0-9]*[0-9]+$', ''), '[^0-9+]', '', 'g')), 9), '0'), '') END;
"""


def fields(here: dict[str, str]) -> dict[str, str]:
    """The SQL of number, street, flat, post box and postcode, from their own columns or out of the address in one."""
    found: dict[str, str] = {}
    whole = here.get("address") or (here.get("street") if "number" not in here else None)
    if whole:
        parts = {
            "number": "number",
            "street": "street",
            "unit": "unit",
            "po_box": "box",
            "postcode": "postcode",
        }
        found = {field: f"address_{part}({whole})" for field, part in parts.items() if field not in here}
        if "address" not in here:
            found["street"] = f"address_street({whole})"
    if "number" in here:
        found["number"] = f"nullif(regexp_replace(lower({here['number']}), '[^0-9a-z]', '', 'g'), '')"
    if "street" in here and "street" not in found:
        found["street"] = f"street_text(plain({here['street']}))"
    return found
