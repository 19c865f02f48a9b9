"""A degree says doctor as a title does."""

import pytest

from tests.conftest import Ref


@pytest.mark.parametrize("typed", ["Dr. Chen", "Chen DDS", "Chen, MD", "Wei Chen D.M.D."])
def test_a_patient_of_a_doctors_name_is_asked_about(ref: Ref, typed: str) -> None:
    ref('add "Ann Ray" --from "Wei Chen" --kind patient')

    refused = ref(f'add "Bo Kim" --from "{typed}"', exit_code=1).stderr

    assert f"{typed!r} could be #3 Wei Chen (patient). If so, type: ref add" in refused
    ref('add "Bo Kim" --from "#3"')
