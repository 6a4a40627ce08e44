"""What the generator draws from. Names and streets are invented; codes are facts, without descriptions.

The diagnosis codes are billable ICD-10-CM codes of the editions 2024 to 2026 and neither external causes nor
manifestations; procedure codes are common five-character ones with a price in cents that is ours.
"""

from __future__ import annotations

from typing import NamedTuple

LAST = tuple(
    """ABBOTT ALDER ARCHER BARLOW BECKETT BIRCH BRANNON CALDER CARVER COLE CORMIER CRANE DALTON DELANEY DRAPER EASTON
    ELLERY FALCONER FENWICK FINCH FLORES GARCIA GARNER GREER HADLEY HALE HARGROVE HOLLIS IBARRA IRVING JARVIS JUNE KEANE
    KIRBY LANGLEY LARK LOWELL MABRY MARLOWE MERCER NGUYEN NOBLE OAKES ORTEGA PALMER PATEL PRESCOTT QUILL RAMOS REEVE
    RIVERA ROWAN SANTOS SAWYER SHARMA SUTTER TANAKA THORNE TOLLIVER UNDERHILL VALE VANCE WARREN WELLS WHITLOCK WREN
    YARDLEY YOUNGBLOOD ZAMORA ZELLER O'MARA SMITH-LANE DE-LA-CRUZ ST-CLAIR""".split()
)
FIRST_F = tuple(
    """ADA ALMA BEATRIX CARMEN CLARA DALIA EDITH ELENA FLORA GRETA HAZEL INEZ IRIS JOSEPHINE JUNO LENA LUCIA MAEVE
    MARISOL NORA OLIVE PEARL PRIYA ROSALIND RUTH SOFIA TESS VIVIAN WINIFRED YARA""".split()
)
FIRST_M = tuple(
    """ABEL ANSEL ARTURO BASIL CALEB DEVON DIEGO EDGAR EMIL FELIX GIDEON HECTOR HUGO IVAN JASPER JONAS KENJI LEON LUIS
    MALCOLM MILO NOLAN OSCAR PERCY QUENTIN RAFAEL SIMON TOBIAS VICTOR WENDELL""".split()
)
STREETS = tuple(
    street.replace("_", " ")
    for street in """ALDERGATE_ST
    BIRCHWOOD_AVE CANAL_ST DOGWOOD_LN ELM_CT FOUNDRY_RD GRANARY_WAY HARVEST_DR IRONWOOD_BLVD
    JUNIPER_ST KESTREL_LN LINDEN_AVE MILLPOND_RD NORTHFIELD_AVE ORCHARD_ST PIONEER_WAY QUARRY_RD RIVERSIDE_DR
    SYCAMORE_ST TANNERY_RD UNION_ST VINEYARD_LN WINDMILL_RD YEW_CT""".split()
)


class Town(NamedTuple):
    """A real town: city, state and five digits of ZIP that fit the state."""

    city: str
    state: str
    zip: str


TOWNS = tuple(
    Town(*line.split("|"))
    for line in """AUSTIN|TX|78701 DAYTON|OH|45402 EUGENE|OR|97401 MACON|GA|31201 TUCSON|AZ|85701 MADISON|WI|53703
    BOISE|ID|83702 ALBANY|NY|12207 FRESNO|CA|93721 TAMPA|FL|33602 BANGOR|ME|04401 TOPEKA|KS|66603 LANSING|MI|48933
    RALEIGH|NC|27601 SPOKANE|WA|99201 PEORIA|IL|61602 MOBILE|AL|36602 RENO|NV|89501 TRENTON|NJ|08608
    RICHMOND|VA|23219""".split()
)
PRACTICES = tuple(
    name.strip()
    for name in """CEDAR HOLLOW FAMILY MEDICINE|LAKESHORE INTERNAL MEDICINE|PINE RIDGE PEDIATRICS|OLD MILL ORTHOPEDICS|
    HARVEST VALLEY CLINIC|NORTH FORK PHYSICAL THERAPY|BLUE HERON BEHAVIORAL HEALTH|COPPER CANYON CARDIOLOGY|
    GREENFIELD URGENT CARE|SILVER BIRCH WOMENS HEALTH|TIDEWATER DERMATOLOGY|WILLOW BEND ENDOCRINOLOGY""".split("|")
)
DENTISTS = ("MAPLE GROVE DENTAL", "BRIGHTWATER FAMILY DENTISTRY", "STONE BRIDGE ORTHODONTICS", "WHITE OAK DENTAL CARE")
HOSPITALS = (
    "LAUREL VALLEY HOSPITAL",
    "SAINT BRENDAN MEDICAL CENTER",
    "RED ROCK REGIONAL HOSPITAL",
    "EASTSHORE HOSPITAL",
)
DIAGNOSES = tuple(
    """I10 E119 E785 M5450 J069 R059 Z0000 Z0001 F411 F32A K219 M25561 M25562 J209 N390 E039 J029 R079 R0789 G43909
    J45909 E669 E6601 M542 R1084 R109 R519 J329 H6691 H6690 L309 F419 I2510 I4891 E1165 E1122 N1830 D649 R5383 M170
    M1711 M1712 S93401A S63501A Z23 R7303 E559 J302 J309 K5900 R42 R0602 M7541 M7542 G4733 E7800 E782 I509 J449 L0291
    R197 R112 M79671 M79672 M5416 M5412 F4310 F17210 J4520 L570""".split()
)
NOT_DIAGNOSES = ("E11", "R999", "E1199", "J0699", "K21", "N18", "J45", "M54")
TAXONOMIES = (
    "207Q00000X",
    "207R00000X",
    "208000000X",
    "207X00000X",
    "225100000X",
    "207RC0000X",
    "363L00000X",
    "363A00000X",
)


class Trade(NamedTuple):
    """What the organizations of a file are: their names and their taxonomies."""

    names: tuple[str, ...]
    taxonomies: tuple[str, ...]


TRADES = {
    "005010X223": Trade(HOSPITALS, ("282N00000X", "282NC0060X", "273R00000X")),
    "005010X224": Trade(DENTISTS, ("1223G0001X", "122300000X", "1223X0400X")),
}
"""By the number of the guide; of all others practices."""
PRACTICE = Trade(PRACTICES, TAXONOMIES)
FILINGS = ("CI", "CI", "CI", "BL", "HM", "12", "MC")


class Visit(NamedTuple):
    """A kind of encounter: place of service, how common it is, lead codes and codes that go with it (code, cents)."""

    place: str
    weight: int
    leads: tuple[tuple[str, int], ...]
    extras: tuple[tuple[str, int], ...]
    modifier: str = ""


OFFICE = (("99212", 7800), ("99213", 12500), ("99214", 18250), ("99203", 16400), ("99204", 24375), ("99396", 21000))
ADD_ONS = (
    ("36415", 1200), ("81002", 950), ("85025", 2375), ("80053", 3140), ("93000", 4850), ("87880", 2925),
    ("90471", 3300), ("96372", 3575), ("94640", 2680), ("82947", 1150), ("83036", 2210), ("20610", 14990),
)  # fmt: skip
VISITS = (
    Visit("11", 62, OFFICE, ADD_ONS),
    Visit("02", 6, (("99213", 12500), ("99214", 18250)), (("96127", 1525),), "95"),
    Visit("10", 8, (("99213", 12500), ("90834", 15800)), (("96127", 1525),), "95"),
    Visit("22", 7, (("99213", 12500), ("76700", 31025)), (("93000", 4850), ("94010", 6620))),
    Visit("23", 5, (("99283", 28800), ("99284", 42175)), (("12001", 23350), ("93010", 2675))),
    Visit("21", 5, (("99222", 24150), ("99232", 13980)), (("93010", 2675), ("71046", 7425))),
    Visit("20", 4, (("99203", 16400), ("99213", 12500)), (("87880", 2925), ("71046", 7425))),
    Visit("12", 3, (("99348", 15560),), (("36415", 1200), ("82947", 1150))),
)
PLAIN = (
    (Visit("11", 1, (("99213", 12500),), (("87880", 2925),)), "J029"),
    (Visit("11", 1, (("99213", 12500),), (("81002", 950),)), "N390"),
    (Visit("11", 1, (("99214", 18250),), (("36415", 1200), ("83036", 2210))), "E119"),
    (Visit("11", 1, (("99213", 12500),), (("93000", 4850),)), "I10"),
    (Visit("11", 1, (("99213", 12500),), (("94640", 2680),)), "J45909"),
)
"""Visits whose procedures go with their one diagnosis."""
DENTAL = (("D0120", 5200), ("D1110", 9800), ("D2391", 18500), ("D0274", 6400))


class Revenue(NamedTuple):
    """A revenue code: its price in cents, and the procedures (code, cents) that it is billed with."""

    cents: int
    procedures: tuple[tuple[str, int], ...] = ()


REVENUES = {
    "0300": Revenue(4200, (("80053", 6140), ("85025", 4375), ("36415", 1900))),
    "0450": Revenue(61200, (("99283", 58800), ("99284", 91175))),
    "0250": Revenue(8850),
    "0510": Revenue(18050, (("99213", 15500), ("99214", 21250))),
    "0120": Revenue(184_000),
}
RELATIONSHIPS = ("01", "19", "19", "19", "G8")
