from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from tests.standards.guides.pyx12_verdict import pyx12_verdict
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, check, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
CLEAN = join(lines())


def answer(data: bytes) -> list[str]:
    """The segments of the 999 for a file, from AK1 on, SE left out; each answer is valid in our eyes and in others'."""
    written = x12.acknowledge(check(data).interchanges[0], control=7, at=AT)
    assert written is not None
    assert check(written).accepted is True, check(written).findings
    if b"005010X222" in written or b"005010X221" in written:
        assert pyx12_verdict(written).accepted is True, written
    segments = written.decode().split("~")
    return segments[segments.index(next(one for one in segments if one.startswith("AK1"))) : -4]


def test_a_clean_claim_file_is_accepted() -> None:
    assert answer(CLEAN) == ["AK1*HC*101*005010X222A1", "AK2*837*0001*005010X222A1", "IK5*A", "AK9*A*1*1*1"]


def test_a_payment_has_no_implementation_reference() -> None:
    assert answer(join(lines(PAYMENT))) == ["AK1*HP*101*005010X221A1", "AK2*835*0001", "IK5*A", "AK9*A*1*1*1"]


def test_the_second_erratum_is_echoed() -> None:
    assert answer(CLEAN.replace(b"X222A1", b"X222A2"))[:2] == ["AK1*HC*101*005010X222A2", "AK2*837*0001*005010X222A2"]


def test_a_dead_claim_beside_living_ones_is_told_with_its_number() -> None:
    assert answer(CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"))[2:] == [
        "IK3*CLM*38*2300*8",
        "CTX*CLM01:A2",
        "IK4*2*782*6*8O",
        "IK5*E*5",
        "AK9*E*1*1*1",
    ]


def test_who_wants_it_strictly_has_a_set_with_a_dead_claim_refused_whole() -> None:
    data = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
    told = x12.strictly(check(data).interchanges[0])
    written = x12.acknowledge(told, control=7, at=AT)
    assert written is not None
    assert written.decode().split("~")[8:10] == ["IK5*R*5", "AK9*R*1*1*0"]
    assert x12.answer_claims(told, read=lambda at, length: data[at : at + length], control=8, at=AT) is None
    assert {claim.dead for one in told.groups[0].sets for claim in one.claims} == {True}


def test_who_wants_it_strictly_has_a_clean_set_accepted() -> None:
    clean = check(CLEAN).interchanges[0]
    assert x12.strictly(clean) == clean


def test_a_code_inside_a_composite_is_told_with_its_component() -> None:
    assert "IK4*1:1*1270*7*QQQ" in answer(CLEAN.replace(b"HI*ABK:J020", b"HI*QQQ:J020"))


def test_a_set_without_a_living_claim_is_rejected() -> None:
    told = answer(CLEAN.replace(b"REF*EI*123456789~", b"").replace(b"SE*48", b"SE*47"))
    assert told[2:] == ["IK3*REF*10*2010*3", "IK5*R*5", "AK9*R*1*1*0"]


def test_a_claim_in_small_letters_is_named_all_the_same() -> None:
    assert "CTX*CLM01:A2" in answer(CLEAN.replace(b"CLM*A2*", b"clm*A2*"))


def test_faults_of_one_segment_share_their_ik3() -> None:
    told = answer(CLEAN.replace(b"CLM*A2*80***11:B:1*Y", b"CLM*A2*8O***11:B:1*Q"))
    assert [one[:3] for one in told[2:]] == ["IK3", "CTX", "IK4", "IK4", "IK5", "AK9"]


def test_warnings_do_not_stand_in_the_answer() -> None:
    assert answer(CLEAN.replace(b"1234567893", b"1234567890"))[2:] == ["IK5*A", "AK9*A*1*1*1"]


SETS = {
    "SE01": (CLEAN.replace(b"SE*48", b"SE*47"), "IK5*R*4"),
    "SE02": (CLEAN.replace(b"SE*48*0001", b"SE*48*0002"), "IK5*R*3"),
    "SE missing": (join([one for one in lines() if not one.startswith("SE*")]), "IK5*R*2"),
    "ST01": (CLEAN.replace(b"ST*837", b"ST*270"), "IK5*R*6"),
    "ST02 missing": (CLEAN.replace(b"ST*837*0001", b"ST*837*"), "IK5*R*7*5"),
    "ST02 too short": (CLEAN.replace(b"837*0001", b"837*1").replace(b"48*0001", b"48*1"), "IK5*R*7*5"),
    "ST02 too long": (CLEAN.replace(b"837*0001", b"837*1234567890"), "IK5*R*3*7*5"),
    "ST02 of blanks": (CLEAN.replace(b"837*0001", b"837*    "), "IK5*R*3*7*5"),
    "ST03": (CLEAN.replace(b"0001*005010X222A1", b"0001*005010X222A2"), "IK5*R*19"),
    "ST03 unknown": (CLEAN.replace(b"0001*005010X222A1", b"0001*005010X999"), "IK5*R*I6"),
}


@pytest.mark.parametrize("where", SETS)
def test_a_fault_of_the_set_has_its_code(where: str) -> None:
    data, expected = SETS[where]
    assert answer(data)[-2:] == [expected, "AK9*R*1*1*0"]


GROUPS = {
    "GS01": (CLEAN.replace(b"GS*HC", b"GS*HP"), "AK9*R*1*1*0*1"),
    "GE missing": (join([one for one in lines() if not one.startswith("GE*")]), "AK9*R*1*1*0*3"),
    "GE02": (CLEAN.replace(b"GE*1*101", b"GE*1*102"), "AK9*R*1*1*0*4"),
    "GE01": (CLEAN.replace(b"GE*1*101", b"GE*3*101"), "AK9*R*3*1*0*5"),
}


@pytest.mark.parametrize("where", GROUPS)
def test_a_fault_of_the_group_has_its_code(where: str) -> None:
    data, expected = GROUPS[where]
    assert answer(data)[-1] == expected


@pytest.mark.parametrize("where", GROUPS)
def test_no_set_of_a_refused_group_is_told_as_accepted(where: str) -> None:
    assert [one[:3] for one in answer(GROUPS[where][0])] == ["AK1", "AK9"]
    if where != "GE missing":
        both = GROUPS[where][0].replace(b"CLM*A2*80", b"CLM*A2*8O")
        assert [one for one in answer(both) if one.startswith("IK")] == [
            "IK3*CLM*38*2300*8",
            "IK4*2*782*6*8O",
            "IK5*R*5",
        ]


@pytest.mark.parametrize("version", [b"004010X098A1", b"005010X223", b"999999"])
def test_a_version_without_a_guide_is_refused_by_its_group(version: bytes) -> None:
    data = CLEAN.replace(b"005010X222A1", version)
    assert check(data).accepted is None
    assert [one.verdict for one in check(data).sets] == ["unsupported"]
    assert answer(data) == [f"AK1*HC*101*{version.decode()}", "AK9*R*1*1*0*2"]


def test_one_rejected_set_of_two_makes_a_partial_group() -> None:
    body = lines()
    second = [one.replace("*0001", "*0002").replace("BHT*0019*00", "BHT*0019*99") for one in body[2:-2]]
    told = answer(join([*body[:-2], *second, "GE*2*101", body[-1]]))
    assert told[-1] == "AK9*P*2*2*1"


def test_each_group_has_an_answer_of_its_own() -> None:
    payment = [one.replace("101", "102") if one[:2] in ("GS", "GE") else one for one in lines(PAYMENT)[1:-1]]
    mixed = join([*lines()[:-1], *payment, "IEA*2*000000101"])
    written = x12.acknowledge(check(mixed).interchanges[0], control=7, at=AT)
    assert written is not None
    assert [one.set_id for one in check(written).sets] == ["999", "999"]
    assert check(written).accepted is True


def test_acknowledgments_are_not_acknowledged() -> None:
    written = x12.acknowledge(check(CLEAN).interchanges[0], control=7, at=AT)
    assert written is not None
    assert x12.acknowledge(check(written).interchanges[0], control=8, at=AT) is None


def test_an_interchange_that_its_ta1_refuses_has_no_999() -> None:
    data = CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102")
    assert x12.acknowledge(check(data).interchanges[0], control=7, at=AT) is None


def test_what_made_an_element_required_is_named() -> None:
    data = changed("HI*ABK:J020", "PWK*OZ*BM\nHI*ABK:J020")
    told = answer(data)
    assert "IK3*PWK*39*2300*8" in told
    assert "CTX*SITUATIONAL TRIGGER*PWK*39*2300*2" in told


COMPOSITES = {
    "an accident by car, the only cause": ("CLM*A2*80***11:B:1*Y*A*Y*Y**AA", ["CLM*38*2300*11:1"]),
    "one of two causes: of which is not told": ("CLM*A2*80***11:B:1*Y*A*Y*Y**OA:AA", ["CLM*38*2300*11"]),
    "an accident by car in a country with states": ("CLM*A2*80***11:B:1*Y*A*Y*Y**AA::::US", ["CLM*38*2300*11"]),
    "a state that is told": ("CLM*A2*80***11:B:1*Y*A*Y*Y**AA:::ID", []),
}


@pytest.mark.parametrize("what", COMPOSITES)
def test_what_made_a_component_required_is_named(what: str) -> None:
    claim, expected = COMPOSITES[what]
    data = changed("CLM*A2*80", f"{claim}\nDTP*439*D8*20261110")
    found = [one for one in answer(data) if one.startswith("CTX*SITUATIONAL TRIGGER")]
    assert found == [f"CTX*SITUATIONAL TRIGGER*{one}" for one in expected]


TRIGGERS = {
    "a birth date of who is the patient": (
        changed("DMG*D8*1980", ""), ["IK3*DMG*16*2010*I6", "CTX*SITUATIONAL TRIGGER*SBR*12*2000*2"],
    ),
    "a street and a city of him": (
        changed("N3*1 MAIN", "").replace(b"N4*BOISE*ID*83702~DMG*D8*1980", b"DMG*D8*1980").replace(b"SE*47", b"SE*46"),
        [
            "IK3*N3*14*2010*I6", "CTX*SITUATIONAL TRIGGER*SBR*12*2000*2",
            "IK3*N4*14*2010*I6", "CTX*SITUATIONAL TRIGGER*SBR*12*2000*2",
        ],
    ),
    "a number of the claim that is replaced": (
        CLEAN.replace(b"CLM*A2*80***11:B:1", b"CLM*A2*80***11:B:7"),
        ["IK3*REF*39*2300*I6", "CTX*CLM01:A2", "CTX*SITUATIONAL TRIGGER*CLM*38*2300*5:3"],
    ),
    "a segment strayed in before the trigger: its number is not sure": (
        changed("DMG*D8*1980", "").replace(b"SBR*P*18", b"ZZZ*1~SBR*P*18").replace(b"SE*47", b"SE*48"),
        ["IK3*ZZZ*12*2000*1", "IK3*DMG*17*2010*I6"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TRIGGERS)
def test_what_made_a_segment_required_is_named(what: str) -> None:
    data, expected = TRIGGERS[what]
    assert [one for one in answer(data) if one.startswith(("IK3", "CTX"))] == expected


@pytest.mark.parametrize("id", ["h", "", " ", "H-1", "NM1X", "N\xe91"])
def test_an_id_that_no_element_can_hold_is_told_by_the_set_alone(id: str) -> None:
    told = answer(changed("HI*ABK:J020", f"HI*ABK:J020\n{id}*1"))
    assert not [one for one in told if one.startswith(("IK3", "IK4", "CTX"))]
    assert [one for one in told if one.startswith("IK5")] in (["IK5*E*5"], ["IK5*R*5"])


@pytest.mark.parametrize("id", ["HZ", "ZZZ", "nm1", "1A"])
def test_an_id_that_an_element_can_hold_is_told_as_it_is(id: str) -> None:
    assert f"IK3*{id}*40*2300*1" in answer(changed("HI*ABK:J020", f"HI*ABK:J020\n{id}*1"))


NUMBERS = {
    "a group without a number that is one": (b"*101*X*005010X222A1", b"*AB*X*", "AK1*HC*0*UNKNOWN"),
    "a version that is too long": (b"101*X*005010X222A1", b"101*X*005010X222A1B", "AK1*HC*101*UNKNOWN"),
}


@pytest.mark.parametrize("what", NUMBERS)
def test_what_names_the_group_is_a_copy_or_says_nothing(what: str) -> None:
    old, new, expected = NUMBERS[what]
    assert answer(CLEAN.replace(old, new, 1))[0] == expected


def test_a_short_number_of_a_set_is_filled_with_blanks_and_not_with_zeros() -> None:
    told = answer(CLEAN.replace(b"ST*837*0001", b"ST*837*1").replace(b"SE*48*0001", b"SE*48*1"))
    assert "AK2*837*1   *005010X222A1" in told


def test_a_number_that_the_answer_cannot_hold_is_not_cut_to_that_of_another_set() -> None:
    body = lines()
    first = [one.replace("*0001", "*1234567890") for one in body[2:-2]]
    second = [one.replace("*0001", "*123456789").replace("CLM*A2*80", "CLM*A2*8O") for one in body[2:-2]]
    told = answer(join([*body[:2], *first, *second, "GE*2*101", body[-1]]))
    named = [one.split("*")[2] for one in told if one.startswith("AK2")]
    assert named == ["0000", "123456789"]


def test_the_header_of_a_set_stands_in_no_loop() -> None:
    told = answer(changed("BHT*", "BHT*0019*00*BATCH1*20261312*0957*CH"))
    assert "IK3*BHT*2**8" in told
    assert "IK4*4*373*8*20261312" in told
    assert "IK3*BPR*2**8" in answer(changed("BPR*", "BPR*I*1OO*C*NON************20261124", PAYMENT))


COPIES = {
    "a blank before a number": ("CLM*A2", "CLM*A2* 80***11:B:1*Y*A*Y*Y", "IK4*2*782*6* 80"),
    "a letter in a number": ("CLM*A2", "CLM*A2*8O***11:B:1*Y*A*Y*Y", "IK4*2*782*6*8O"),
    "a blank behind a number": ("CLM*A2", "CLM*A2*80 ***11:B:1*Y*A*Y*Y", "IK4*2*782*6"),
    "blanks alone": ("CLM*A2", "CLM*A2*  ***11:B:1*Y*A*Y*Y", "IK4*2*782*6"),
    "a letter beyond ASCII": ("CLM*A2", "CLM*A2*8\xe9***11:B:1*Y*A*Y*Y", "IK4*2*782*6"),
    "a control character": ("CLM*A2", "CLM*A2*8\x00***11:B:1*Y*A*Y*Y", "IK4*2*782*6"),
    "a value beyond the last element": ("HL*4", "HL*4*3*23*0*9", "IK4*5**3*9"),
    "nothing beyond the last element, and then a value": ("HL*4", "HL*4*3*23*0**9", "IK4*5**3"),
    "components where there are none": ("CLM*A2", "CLM*A2*80:1***11:B:1*Y*A*Y*Y", "IK4*2*782*13"),
    "an element that is repeated": ("CLM*A2", "CLM*A2*80^80***11:B:1*Y*A*Y*Y", "IK4*2*782*12"),
    "a value longer than an element may be": ("N3*12", "N3*" + "X" * 120, "IK4*1*166*5*" + "X" * 99),
}


@pytest.mark.parametrize("what", COPIES)
def test_a_bad_value_is_copied_as_it_is_or_left_out(what: str) -> None:
    old, new, expected = COPIES[what]
    assert [one for one in answer(changed(old, new)) if one.startswith("IK4")] == [expected]


def test_a_composite_is_copied_where_its_separator_is_none_of_ours() -> None:
    data = changed("HI*ABK:J020", "HI*ABK:J020:1:2:3:4:5:6:7:8:9").replace(b":", b">")
    assert "IK4*1**13*ABK>J020>1>2>3>4>5>6>7>8>9" in answer(data)


DATES = {
    "a service date": ("DTP*472*D8*20261111", "DTP*472*D8*20261312", CLAIMS),
    "a birth date": ("DMG*D8*20150301", "DMG*D8*20150231*M", CLAIMS),
    "the date of the header": ("BHT*", "BHT*0019*00*BATCH1*20261312*0957*CH", CLAIMS),
    "the date of a payment": ("BPR*", "BPR*I*100*C*NON************20261312", PAYMENT),
}


@pytest.mark.parametrize("what", DATES)
def test_a_date_that_is_none_breaks_the_standard(what: str) -> None:
    old, new, texts = DATES[what]
    told = answer(changed(old, new, texts))
    assert [one.split("*")[3] for one in told if one.startswith("IK4")] == ["8"]
    assert [one.split("*")[2:] for one in told if one.startswith("IK5")] == [["5"]]


OWN = {
    "a code of other places": ("SV1*HC:99212", "SV1*HC:99212*80*DA*1***1", "I5"),
    "an element that is not used": ("CLM*A2", "CLM*A2*80*X**11:B:1*Y*A*Y*Y", "I5"),
    "a segment that a rule demands": ("DMG*D8*1980", "", "I5"),
    "a code that nobody knows": ("CLM*A2", "CLM*A2*80***11:B:1*Q*A*Y*Y", "5"),
    "one of the guide's and one of the standard's": ("CLM*A2", "CLM*A2*8O*X**11:B:1*Y*A*Y*Y", "5"),
}


@pytest.mark.parametrize("what", OWN)
def test_the_verdict_says_whose_rule_is_broken(what: str) -> None:
    old, new, code = OWN[what]
    told = answer(changed(old, new))
    assert [one.split("*")[2:] for one in told if one.startswith("IK5")] == [[code]]


def test_faults_stand_in_the_order_of_their_segments() -> None:
    data = CLEAN.replace(b"HL*3*1*22*1", b"HL*3*1*22*0").replace(b"HI*ABK:J020", b"HI*QQQ:J020")
    positions = [int(one.split("*")[2]) for one in answer(data) if one.startswith("IK3")]
    assert positions == sorted(positions)


MANY = changed("LX*1", "\n".join(["LX*1", *["SV1*HC:99213*1OO*UN*1***1", "DTP*472*D8*20261110", "LX*1"] * 1100]))


def test_at_most_a_thousand_segments_are_listed() -> None:
    written = x12.acknowledge(check(MANY).interchanges[0], control=7, at=AT)
    assert written is not None
    assert written.count(b"~IK3*") == 1000


def test_what_is_not_listed_is_counted() -> None:
    (one,) = x12.count_listed(check(MANY).interchanges[0])
    assert one == x12.Listed(group="101", set="0001", listed=1000, found=1101)  # that there are too many lines is one


@pytest.mark.parametrize("faults", [0, 1, 999])
def test_where_all_is_listed_nothing_is_counted(faults: int) -> None:
    data = changed("LX*1", "\n".join(["LX*1", *["SV1*HC:99213*1OO*UN*1***1", "DTP*472*D8*20261110", "LX*1"] * faults]))
    assert x12.count_listed(check(data).interchanges[0]) == ()


NOT_LISTED = {
    "an interchange that is refused": MANY.replace(b"IEA*1*000000101", b"IEA*1*000000102"),
    "a version that nobody reads": MANY.replace(b"005010X222A1", b"004010X098A1"),
}


@pytest.mark.parametrize("what", NOT_LISTED)
def test_nothing_is_counted_of_what_no_999_lists(what: str) -> None:
    assert x12.count_listed(check(NOT_LISTED[what]).interchanges[0]) == ()


def test_the_answer_goes_back_the_way_the_file_came() -> None:
    written = x12.acknowledge(check(CLEAN).interchanges[0], control=7, at=AT)
    assert written is not None
    interchange = check(written).interchanges[0]
    assert (interchange.sender, interchange.receiver, interchange.control) == ("CLEARLANE", "SUBMITTER", "000000007")


def test_a_test_is_answered_as_a_test() -> None:
    written = x12.acknowledge(check(CLEAN.replace(b"*P*:~", b"*T*:~", 1)).interchanges[0], control=7, at=AT)
    assert written is not None
    assert check(written).interchanges[0].usage == "T"


def test_values_of_the_sender_cannot_break_the_answer() -> None:
    data = CLEAN.translate(bytes.maketrans(b"*:^~", b"|>!\x1c")).replace(b"|A2|80|", b"|A~*2|8:O|")
    told = answer(data)
    assert not [one for one in told if one.startswith("CTX*CLM01")]
    assert [one for one in told if one.startswith("IK4")] == ["IK4*2*782*6"]
