"""Counts the calls of Amazon Comprehend Medical in files, with nothing but Python's own gzip, zip, tar, CSV and JSON.

Takes a folder and prints a JSON object: for each file in it the number of calls. Knows nothing of how MedTrail reads;
whatever parses as a whole record counts, wherever it stands. Used by independent.rs.
"""

import base64
import csv
import io
import json
import pathlib
import re
import sys
import tarfile
import zipfile
import zlib

OURS = "comprehendmedical.amazonaws.com"
MAX_LAYERS = 8


def refuse(word):
    raise ValueError(word)


# Python takes NaN and Infinity for JSON, which they are not.
DECODER = json.JSONDecoder(parse_constant=refuse)


def unpack_gzip(data):
    """All bytes that come out before the first damage, as zcat gives them; None for what is no gzip at all."""
    out = bytearray()
    while data[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(31)
        step = 1 if len(data) < 1 << 16 else 1 << 12
        try:
            for at in range(0, len(data), step):
                out += member.decompress(data[at : at + step])
                if member.eof:
                    break
        except zlib.error:
            break
        if not member.eof:
            break
        data = member.unused_data + data[at + step :]
    return bytes(out)


def unpack_zip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            try:
                yield archive.read(name)
            except Exception:  # A damaged member costs only itself.
                pass


def unpack_tar(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            if member.isfile():
                yield archive.extractfile(member).read()


def text_of(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0" and data[2:3] == b"\0":
        return data.decode("utf-16-be", "replace")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def is_record(value):
    fields = ("eventVersion", "eventName", "eventTime", "eventID", "userIdentity")
    return value.get("eventSource") is not None and any(field in value for field in fields)


def count_in_value(value):
    """Whole records in a JSON value: a record's own values are its own."""
    found, waiting = 0, [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if is_record(value):
                found += value["eventSource"] == OURS
            else:
                waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str) and value.startswith("H4sI"):
            found += count(base64.b64decode(value))
        elif isinstance(value, str) and "eventSource" in value:
            found += count_in_text(value)
    return found


def count_in_text(text):
    count, at = 0, 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        count += count_in_value(value)
    return count


def count_in_table(text):
    rows = csv.DictReader(io.StringIO(text))
    names = {name.replace(" ", "").lower(): name for name in rows.fieldnames or []}
    count = 0
    for row in rows:
        whole = row.get(names.get("@message") or names.get("eventjson") or "")
        if whole is not None:
            count += count_in_text(whole)
        else:
            count += row.get(names.get("eventsource", "")) == OURS
    return count


def count(data, layers=0):
    if layers > MAX_LAYERS:
        return 0
    if data[:2] == b"\x1f\x8b":
        return count(unpack_gzip(data), layers + 1)
    if data[:4] == b"PK\x03\x04":
        return sum(count(member, layers + 1) for member in unpack_zip(data))
    if data[257:262] == b"ustar":
        return sum(count(member, layers + 1) for member in unpack_tar(data))
    text = text_of(data)
    packed = re.sub(r"[\s\"']", "", text[:64])
    if packed.startswith("H4sI"):
        letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
        return count(base64.b64decode(letters[: len(letters) // 4 * 4] + "==="), layers + 1)
    if re.match(r'"?(User name|eventversion|@timestamp)"?,', text):
        return count_in_table(text)
    return count_in_text(text)


def main():
    sys.setrecursionlimit(3000)
    csv.field_size_limit(1 << 30)
    counts = {}
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        try:
            counts[path.name] = count(path.read_bytes())
        except (zipfile.BadZipFile, tarfile.TarError):
            counts[path.name] = 0
    json.dump(counts, sys.stdout)


main()
