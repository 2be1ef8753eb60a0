"""TensorBoard event files, written here byte by byte."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.readers.events.tfrecord import crc32c, masked


def varint(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def simple(tag: str, value: float) -> bytes:
    return field(1, tag.encode()) + varint(2 << 3 | 5) + struct.pack("<f", value)


def tensor(tag: str, value: float, *, plugin: bytes = b"scalars", listed: bool = False) -> bytes:
    number = field(5, struct.pack("<f", value)) if listed else field(4, struct.pack("<f", value))
    content = b"\x08\x01" + field(2, b"") + number
    return field(1, tag.encode()) + field(9, field(1, field(1, plugin))) + field(8, content)


def event(step: int, value: bytes) -> bytes:
    return b"\x09" + struct.pack("<d", 1.0) + b"\x10" + varint(step) + field(5, field(1, value))


def record(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(crc32c(length))) + data + struct.pack("<I", masked(crc32c(data)))


VERSION = record(b"\x09" + struct.pack("<d", 1.0) + field(3, b"brain.Event:2"))


def log(*events: bytes) -> bytes:
    return VERSION + b"".join(map(record, events))


def curves(run: Run) -> dict[str, tuple[list[float], list[float]]]:
    return {one.name: (one.steps.tolist(), np.round(one.values, 4).tolist()) for one in run.series}


def test_the_checksum_is_that_of_the_standard() -> None:
    # RFC 3720, B.4: 32 bytes of zeros, of ones, and ascending.
    assert crc32c(bytes(32)) == 0x8A9136AA
    assert crc32c(b"\xff" * 32) == 0x62A8AB43
    assert crc32c(bytes(range(32))) == 0x46DD794E
    assert crc32c(b"123456789") == 0xE3069283


def test_simple_values_and_tensors() -> None:
    data = log(
        *(event(n, simple("loss", 1.0 - n / 10)) for n in range(3)),
        *(event(n, tensor("val_loss", 0.5)) for n in (1, 2)),
        event(3, tensor("val_acc", 0.25, listed=True)),
        event(3, tensor("notes", 1.0, plugin=b"text")),
    )
    (run,) = read(open_bytes(data, "events.out.tfevents.1"))
    assert curves(run) == {
        "loss": ([0, 1, 2], [1.0, 0.9, 0.8]), "val_loss": ([1, 2], [0.5, 0.5]), "val_acc": ([3], [0.25]),
    }  # fmt: skip


def test_not_a_number_is_a_value() -> None:
    (run,) = read(open_bytes(log(event(1, simple("loss", 1.0)), event(2, simple("loss", float("nan")))), "e"))
    assert np.isnan(run.series[0].values[1])


@pytest.mark.parametrize("cut", [1, 5, 17, 30])
def test_a_file_cut_off_is_read_to_the_cut(cut: int) -> None:
    data = log(*(event(n, simple("loss", 1.0)) for n in range(3)))
    (run,) = read(open_bytes(data[:-cut], "e"))
    assert len(run.series[0]) == 2
    assert any("cut off" in note for note in run.notes)


def test_a_damaged_record_ends_the_file_and_is_said() -> None:
    events = [record(event(n, simple("loss", 1.0))) for n in range(3)]
    broken = bytearray(events[1])
    broken[20] ^= 1
    (run,) = read(open_bytes(VERSION + events[0] + bytes(broken) + events[2], "e"))
    assert curves(run) == {"loss": ([0], [1.0])}
    assert any("checksum is wrong" in note for note in run.notes)


def test_a_length_is_believed_only_with_its_checksum() -> None:
    huge = struct.pack("<Q", 1 << 60)
    data = log(event(1, simple("loss", 1.0))) + huge + struct.pack("<I", masked(crc32c(huge)))
    (run,) = read(open_bytes(data, "e"))
    assert any("length is damaged" in note for note in run.notes)


def test_keras_epochs_are_counted_from_one_and_its_validation_writer_is_known() -> None:
    (train,) = read(open_bytes(log(*(event(n, tensor("epoch_loss", 1.0)) for n in range(2))), "e"))
    assert (train.series[0].step_unit, train.series[0].steps.tolist(), train.series[0].split) == ("epoch", [1, 2], None)
    data = log(event(0, tensor("epoch_loss", 1.0)), event(9, tensor("evaluation_loss_vs_iterations", 1.0)))
    (val,) = read(open_bytes(data, "e"))
    assert {one.name: one.split for one in val.series}["epoch_loss"] == "val"


def test_lightning_epochs() -> None:
    events = [event(s, simple(tag, e)) for e, s in ((0, 9), (1, 19)) for tag in ("val_loss", "epoch")]
    (run,) = read(open_bytes(log(*events), "e"))
    assert curves(run) == {"val_loss": ([1, 2], [0, 1])}
    assert run.series[0].step_unit == "epoch"


def write(path: Path, *events: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(log(*events))


def test_train_and_validation_folders_are_one_run(tmp_path: Path) -> None:
    for name in ("train", "validation"):
        write(tmp_path / name / "events.out.tfevents.1", *(event(n, tensor("epoch_loss", 1.0)) for n in range(2)))
    (run,) = read(open_path(tmp_path))
    assert {one.name: one.split for one in run.series} == {"train/epoch_loss": "train", "validation/epoch_loss": "val"}


def test_a_file_in_a_validation_folder_is_of_validation(tmp_path: Path) -> None:
    path = tmp_path / "validation" / "events.out.tfevents.1"
    write(path, event(1, simple("epoch_loss", 1.0)), event(1, simple("train_acc", 1.0)))
    (run,) = read(open_path(path))
    assert {one.name: one.split for one in run.series} == {"epoch_loss": "val", "train_acc": None}


def test_two_fits_into_one_folder_are_two_runs(tmp_path: Path) -> None:
    for n in (1, 2):
        write(tmp_path / f"events.out.tfevents.{n}", *(event(s, simple("loss", n)) for s in range(n + 1)))
    first, second = read(open_path(tmp_path))
    assert (len(first.series[0]), len(second.series[0])) == (2, 3)


def test_a_writer_that_goes_on_is_one_run(tmp_path: Path) -> None:
    write(tmp_path / "events.out.tfevents.1", *(event(s, simple("loss", 1.0)) for s in (1, 2, 3)))
    write(tmp_path / "events.out.tfevents.2", *(event(s, simple("loss", 0.5)) for s in (2, 3, 4)))
    (run,) = read(open_path(tmp_path))
    assert curves(run) == {"loss": ([1, 2, 3, 4], [1.0, 0.5, 0.5, 0.5])}


def test_event_files_without_a_curve_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "events.out.tfevents.1", event(1, simple("lr", 0.1)))
    with pytest.raises(ReadError, match="no scalar in it is a training curve"):
        read(open_path(tmp_path))
