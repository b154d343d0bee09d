"""`kim scan` in files that are no plain text: PDF and office files, photos, a Git bundle in a pack.

Each is made by a program of its own kind, as far as one is at hand.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.cli.test_scan import MAIL, NAME, NINO, PHONE, SECRETS, kim, places, zipped
from tests.projects import git

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.fixture(autouse=True)
def project(shared_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shared_project)
    return shared_project


def unread(path: Path) -> dict[str, int]:
    report: dict[str, dict[str, int]] = json.loads(
        kim("scan", "--format", "json", str(path)).stdout
    )
    return report["unread"]


def kinds(path: Path) -> set[tuple[str, int, str]]:
    """Each place inside a file, with its line and what was found there."""
    every = places(str(path))
    return {(file.removeprefix(f"{path}/"), line, kind) for file, line, _, kind in every}


# --------------------------------------------------------------------------------------------- PDF


def pdf(*pages: str) -> PdfWriter:
    """A PDF file with a page for each text, compressed as programs do."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for text in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        lines = "".join(f"({line}) Tj T*\n" for line in text.splitlines())
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 14 TL 72 720 Td\n{lines}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    return writer


def written(writer: PdfWriter, path: Path) -> Path:
    writer.write(path)
    return path


def test_each_page_of_a_pdf_file_is_read_with_its_lines(tmp_path: Path) -> None:
    file = written(pdf("All is well.", f"Dear tenant\nRing {PHONE}."), tmp_path / "letter.pdf")
    assert PHONE.encode() not in file.read_bytes()
    assert kinds(file) == {("page 2", 2, "phone")}
    assert unread(file) == {}


def test_what_a_pdf_file_says_beside_its_pages_is_read(tmp_path: Path) -> None:
    writer = pdf("All is well.")
    writer.add_metadata({"/Author": NAME, "/Title": "A letter"})
    note = FreeText(text=f"Ring {PHONE}", rect=(50, 550, 200, 650))
    writer.add_annotation(page_number=0, annotation=note)
    writer.add_attachment("list.csv", f"post,national insurance\nOfficer,{NINO}\n".encode())
    file = written(writer, tmp_path / "letter.pdf")
    assert kinds(file) == {
        ("properties", 1, "name"),
        ("page 1, note", 1, "phone"),
        ("list.csv", 2, "nino"),
    }


def test_a_page_without_text_and_a_locked_file_are_said_not_to_be_read(tmp_path: Path) -> None:
    scan = written(pdf("", "All is well."), tmp_path / "scan.pdf")
    assert unread(scan) == {"page": 1}
    says = kim("scan", str(scan))
    assert says.exit_code == 0
    assert "Not read: 1 page of a PDF file, without text as scans are." in says.stdout
    locked = pdf(f"Ring {PHONE}")
    locked.encrypt("secret", algorithm="AES-256")
    assert unread(written(locked, tmp_path / "locked.pdf")) == {"locked": 1}
    open_ = pdf(f"Ring {PHONE}")
    open_.encrypt("", "owner", algorithm="AES-256")
    assert kinds(written(open_, tmp_path / "open.pdf")) == {("page 1", 1, "phone")}


@pytest.mark.parametrize("cut", [20, 200, 500])
def test_a_damaged_pdf_file_is_said_not_to_be_read(tmp_path: Path, cut: int) -> None:
    content = written(pdf("All is well."), tmp_path / "whole.pdf").read_bytes()
    file = tmp_path / "cut.pdf"
    file.write_bytes(content[:cut])
    assert kim("scan", str(file)).exit_code == 0
    assert "Traceback" not in kim("scan", str(file)).output


# ------------------------------------------------------------------------------------ office files


def office(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    path.write_bytes(zipped(parts))
    return path


def test_a_number_that_is_cut_by_a_change_of_looks_is_seen_in_a_document(tmp_path: Path) -> None:
    runs = "".join(
        f"<w:r><w:t>{part}</w:t></w:r>" for part in ("National insurance AB 1", "2 34 56 C")
    )
    body = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>All is well.</w:t></w:r></w:p>'
        f"<w:p>{runs}</w:p><w:p><w:del><w:r><w:delText>Ring {PHONE}</w:delText></w:r></w:del></w:p>"
        "</w:body></w:document>"
    )
    comment = (
        f'<w:comments xmlns:w="{W}"><w:comment w:author="{NAME}"><w:p/></w:comment></w:comments>'
    )
    file = office(
        tmp_path / "letter.docx", {"word/document.xml": body, "word/comments.xml": comment}
    )
    assert kinds(file) == {
        ("word/document.xml", 2, "nino"),
        ("word/document.xml", 3, "phone"),
        ("word/comments.xml", 1, "name"),
    }


def test_an_open_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    body = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0">'
        "<text:h>A letter</text:h>"
        f"<text:p>National insurance <text:span>AB 12</text:span><text:s/>34 56 C</text:p>"
        "</office:document-content>"
    )
    file = office(tmp_path / "letter.odt", {"content.xml": body})
    assert kinds(file) == {("content.xml", 2, "nino")}


def test_a_document_that_names_other_files_reads_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"Ring {PHONE}", "utf-8")
    body = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{W}"><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>'
    )
    file = office(tmp_path / "letter.docx", {"word/document.xml": body})
    assert kinds(file) == set()


def test_a_locked_archive_is_said_not_to_be_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": "nothing"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    file = tmp_path / "locked.zip"
    file.write_bytes(bytes(content))
    assert unread(file) == {"locked": 1}


# ------------------------------------------------------------------------------------------ photos


def test_what_a_photo_says_is_read_and_what_it_shows_is_not(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = NAME
    exif[ExifTags.Base.XPComment] = f"Ring {PHONE}".encode("utf-16-le")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + MAIL.encode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 30.0, 0.0)
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "green").save(file, exif=exif, comment=f"NI {NINO}".encode())
    assert kinds(file) == {
        ("EXIF Artist", 1, "name"),
        ("EXIF XPComment", 1, "phone"),
        ("EXIF UserComment", 1, "email"),
        ("comment", 1, "nino"),
    }
    assert unread(file) == {"picture": 1, "place": 1}
    says = kim("scan", str(file)).stdout
    assert (
        "Not read: what 1 picture shows; and 1 picture says where it was taken: look at it." in says
    )
    assert not [secret for secret in SECRETS if secret.casefold() in says.casefold()]


def test_a_picture_of_the_project_itself_is_counted(project: Path) -> None:
    (project / "docs/assets").mkdir(parents=True, exist_ok=True)
    before = json.loads(kim("scan", "--format", "json").stdout)["unread"].get("picture", 0)
    Image.new("RGB", (4, 3), "green").save(project / "docs/assets/new.png")
    assert json.loads(kim("scan", "--format", "json").stdout)["unread"]["picture"] == before + 1


def test_compressed_texts_of_a_png_are_read_also_behind_its_dots(tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", f"Ring {PHONE}", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", f"<x><creator>{NAME}</creator></x>", zip=True)
    file = tmp_path / "plan.png"
    Image.new("RGB", (40, 30), "green").save(file, pnginfo=texts)
    content = file.read_bytes()
    start, dots = content.index(b"zTXt") - 4, content.index(b"IDAT") - 4
    end = content.index(b"IEND") - 4
    file.write_bytes(content[:start] + content[dots:end] + content[start:dots] + content[end:])
    assert {kind for _, _, kind in kinds(file)} == {"phone", "name"}


def test_a_damaged_picture_and_a_file_of_another_kind_are_said_not_to_be_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\0" + f"Ring {PHONE} today".encode())
    assert unread(tmp_path) == {"locked": 1, "other": 1}
    assert [place[3] for place in places(str(tmp_path))] == ["phone"]


# ----------------------------------------------------------------------------------------- bundles


@pytest.fixture
def bundle(tmp_path: Path) -> bytes:
    """A history in which a datum was there for two commits, and is gone."""
    root = tmp_path / "history"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    for text, message in (
        (f"text: Ring {PHONE}\n", "Start"),
        (f"text: Ring {PHONE} or not\n", f"Say whom\n\nAs {MAIL} asked."),
        ("text: Ring the office\n", "Take it out"),
    ):
        (root / "registers").mkdir(exist_ok=True)
        (root / "registers/T-1.yml").write_text(text, "utf-8")
        git(root, "add", "--all")
        git(
            root, "-c", "user.name=Kaur", "commit", "--quiet", f"--author=P <{MAIL}>", "-m", message
        )
    git(root, "tag", "--annotate", "-m", f"For {NAME}", "checked")
    git(root, "bundle", "create", "--quiet", "../history.bundle", "HEAD", "main", "checked")
    return (tmp_path / "history.bundle").read_bytes()


def test_a_bundle_in_a_pack_is_read_commit_by_commit(tmp_path: Path, bundle: bytes) -> None:
    file = tmp_path / "pack.zip"
    file.write_bytes(zipped({"history.bundle": bundle, "cover.json": "{}"}))
    root = tmp_path / "history"
    listed = subprocess.run(
        ["git", "rev-list", "--reverse", "HEAD"], cwd=root, check=True, capture_output=True
    )
    ids = listed.stdout.decode().split()
    first, second = (id_[:10] for id_ in ids[:2])
    inside = f"{file}/history.bundle"
    assert set(places(str(file))) == {
        (f"{inside}: checked: the message", 1, 5, "name"),
        (f"{inside}: {first}: the author", 1, 4, "email"),
        (f"{inside}: {first}:registers/T-1.yml", 1, 12, "phone"),
        (f"{inside}: {second}: the message", 3, 4, "email"),
    }
    says = kim("scan", str(file))
    assert says.exit_code == 1
    assert not [secret for secret in SECRETS if secret.casefold() in says.stdout.casefold()]


def test_a_bundle_that_cannot_be_read_is_said(tmp_path: Path, bundle: bytes) -> None:
    file = tmp_path / "cut.bundle"
    file.write_bytes(bundle[:-30])
    assert unread(file)["locked"] == 1
