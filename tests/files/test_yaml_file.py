"""YAML as our files read it: the 1.2 core schema, each node with its line and path."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallops.files.problems import Problems, Report
from hallops.files.yaml_file import Node, Value, read_yaml


def plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: plain(inside) for key, inside in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(inside) for inside in node.value]
    return node.value


def read(text: str) -> Node:
    report = Report("a.yaml")
    node = read_yaml(text.encode(), report)
    report.raise_if_any()
    return node


def problems(text: str) -> str:
    with pytest.raises(Problems) as refused:
        read(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("yes", "yes"),
        ("on", "on"),
        ("17:30", "17:30"),
        ("2026-01-31", "2026-01-31"),
        ("012", 12),
        ("0o14", 12),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("null", None),
        ("'12'", "12"),
        ("1234567890123456789", "1234567890123456789"),
        ("0.13333333333333333", 0.13333333333333333),
    ],
)
def test_a_plain_word_is_what_the_core_schema_says(text: str, value: Value) -> None:
    found = read(f"key: {text}").at("key").value
    assert (type(found), found) == (type(value), value)


def test_every_node_knows_its_line_and_path() -> None:
    node = read("a: 1\nwindows:\n  - rank: {A: 1}\n  -\n    rank:\n      Q: 2\n")
    found = node.at("windows", 1, "rank", "Q")
    assert (found.value, found.line, found.path) == (2, 6, "windows[1].rank.Q")
    assert node.at("windows", 1, "rank").line == 5


def test_a_key_that_stands_twice_is_refused() -> None:
    assert problems("a: {b: 1,\n  b: 2}") == "a.yaml line 2: a.b: The key b stands here twice."


@pytest.mark.parametrize("key", ["1", "true", "null", "1.5", "[a]"])
def test_a_key_that_is_not_text_is_refused_with_its_line(key: str) -> None:
    assert "a.yaml line 2: The key " in problems(f"a: 1\n? {key}\n: 2\n")


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "a: !!str 1", "a: !x {b: 1}"])
def test_anchors_aliases_and_tags_are_refused(text: str) -> None:
    assert "Anchors, aliases and tags are not read here." in problems(text)


def test_what_is_not_yaml_is_refused_with_its_line() -> None:
    assert problems("a: 1\nb: [1, 2\nc: 3\n").startswith("a.yaml line 3: This can not be read as YAML: ")


def test_a_file_holds_one_document_not_too_deep_and_in_utf8() -> None:
    assert "line 2: A second document begins here." in problems("a: 1\n---\nb: 2\n")
    assert "more than 20 levels" in problems("[" * 50 + "]" * 50)
    with pytest.raises(Problems, match=r"line 2: This is not UTF-8") as refused:
        read_yaml(b"a: 1\nb: \xff\n", Report("a.yaml"))
    assert len(refused.value.problems) == 1


def test_an_empty_file_is_nothing() -> None:
    assert read("# only a comment\n").value is None


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#?%@` \n\t0\x00é", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(Problems):
        plain(read(text))
