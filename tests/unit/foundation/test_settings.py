"""Settings: read from two places, refused by name, explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcluster.foundation import Kind, Refusal, Settings, explained


def read(tmp_path: Path, **given: str) -> Settings:
    return Settings.from_environment({"MEDCLUSTER_DATA": str(tmp_path), **given})


def test_without_anything_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8080, "on")
    assert settings.on_loopback
    settings.check_may_listen()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "medcluster.toml").write_text('port = 9000\nreferences = "strict"\n', encoding="utf-8")
    settings = read(tmp_path, MEDCLUSTER_PORT="9001")
    assert (settings.port, settings.references) == (9001, "strict")


def test_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "medcluster.toml").write_text("prot = 1\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read(tmp_path, MEDCLUSTER_HOTS="::1")
    texts = [issue.text for issue in refused.value.issues]
    assert texts == [
        "prot is not a setting; did you mean port?",
        "MEDCLUSTER_HOTS is not a setting; did you mean MEDCLUSTER_HOST?",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("DEMO", "maybe"),
        ("BEHIND_PROXY", "perhaps"),
        ("DATABASE_URL", "mysql://x"),
        ("TIME_ZONE", "Moscow"),
        ("WORKERS", "17"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, **{"MEDCLUSTER_" + name: value})
    assert refused.value.kind is Kind.INVALID
    assert refused.value.issues[0].where == "MEDCLUSTER_" + name


def test_off_loopback_needs_encryption(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, MEDCLUSTER_HOST="0.0.0.0").check_may_listen()
    assert "MEDCLUSTER_TLS_CERT" in refused.value.hint
    read(tmp_path, MEDCLUSTER_HOST="0.0.0.0", MEDCLUSTER_BEHIND_PROXY="true").check_may_listen()


def test_certificates_must_be_there(tmp_path: Path) -> None:
    certificate = tmp_path / "cert.pem"
    certificate.write_text("x", encoding="utf-8")
    with pytest.raises(Refusal, match="go together"):
        read(tmp_path, MEDCLUSTER_TLS_CERT=str(certificate))
    settings = read(tmp_path, MEDCLUSTER_TLS_CERT=str(certificate), MEDCLUSTER_TLS_KEY=str(tmp_path / "none.pem"))
    with pytest.raises(Refusal, match="cannot be read"):
        settings.check_may_listen()
    assert settings.address == "https://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({}, True),
        ({"MEDCLUSTER_HOST": "0.0.0.0"}, False),
        ({"MEDCLUSTER_BEHIND_PROXY": "1"}, False),
        ({"MEDCLUSTER_HOST": "0.0.0.0", "MEDCLUSTER_DEMO": "public"}, True),
        ({"MEDCLUSTER_DEMO": "off"}, False),
    ],
)
def test_signing_in_by_a_click_is_for_this_machine(tmp_path: Path, given: dict[str, str], allowed: bool) -> None:
    assert read(tmp_path, **given).demonstration_sign_in is allowed


def test_owner_and_application_are_two_roles(tmp_path: Path) -> None:
    url = "postgresql://one@db/medcluster"
    with pytest.raises(Refusal, match="two roles"):
        read(tmp_path, MEDCLUSTER_DATABASE_URL=url, MEDCLUSTER_DATABASE_OWNER_URL=url)


def test_passwords_are_not_shown(tmp_path: Path) -> None:
    settings = read(tmp_path, MEDCLUSTER_DATABASE_URL="postgresql://one:hidden@db/medcluster")
    assert "hidden" not in repr(settings)
    assert all("hidden" not in value for _, value, _ in explained(settings))


def test_as_many_processes_answer_as_there_are_cores_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cores, processes in ((1, 1), (2, 2), (64, 4)):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, cores=cores: set(range(cores)))
        assert read(tmp_path).processes == processes
    assert read(tmp_path, MEDCLUSTER_WORKERS="7").processes == 7
