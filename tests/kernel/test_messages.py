"""Messages and errors."""

import pytest

from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused, ServiceDown, StorageFull
from eoffice.kernel.messages import Pesan


def test_messages_with_the_same_code_and_parameters_are_equal() -> None:
    assert Pesan("a.b", n=1) == Pesan("a.b", n=1)
    assert Pesan("a.b", n=1) != Pesan("a.b", n=2)
    assert Pesan("a.b") != "a.b"
    assert len({Pesan("a.b", n=1), Pesan("a.b", n=1), Pesan("a.c")}) == 2


def test_parameters_cannot_be_changed_afterwards() -> None:
    pesan = Pesan("a.b", n=1)
    with pytest.raises(TypeError):
        pesan.params["n"] = 2  # type: ignore[index]


def test_text_form_is_for_logs() -> None:
    assert str(Pesan("a.b")) == "a.b"
    assert str(Pesan("a.b", n=1)) == "a.b {'n': 1}"


def test_invalid_input_names_the_field_and_is_a_refusal() -> None:
    error = InvalidInput(Pesan("x.y"), {"nama": Pesan("x.kosong")})
    assert isinstance(error, RuleRefused)
    assert error.per_field == {"nama": Pesan("x.kosong")}
    assert InvalidInput(Pesan("x.y")).per_field == {}


def test_not_found_has_one_answer_for_missing_and_foreign() -> None:
    assert NotFound().pesan == Pesan("kernel.tidak_ditemukan")


def test_a_full_disk_is_an_outage_not_a_fault_of_the_person() -> None:
    assert isinstance(StorageFull(), ServiceDown)
    assert StorageFull().pesan == Pesan("kernel.disk_penuh")
