"""The packaged model and an adapter as one file, which llama.cpp runs in three quarters of the time.

The package holds the weights in 4 bits (Q4_1), for which llama.cpp has no quick product, and an adapter beside them
makes two more products of each. Here a weight that the adapter changes is the sum of both, in 8 bits (Q8_0); all else
stays as it is. It is made each time, in a second or two: a copy that is kept would have to be guarded and thrown away.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizapp.errors import SetupError
from quizapp.writers.gguf_header import BLOCKS, FP16, FP32, Q8_0, Header, Tensor, read_header
from quizapp.writers.packaged import TO_INSTALL

Numbers: TypeAlias = NDArray[np.float64]
Bytes: TypeAlias = NDArray[np.uint8]

_LARGEST = 127
_ROOM = 150
_AT_ONCE = 8
"""So many tensors are held in memory."""
_OPENED = Path("/proc/self/fd")
"""Where Linux has the files that a process holds open, those without a name too."""


@contextmanager
def merged_model(model: Path, adapter: Path) -> Iterator[Path]:
    """A file of ``model`` with ``adapter``, which fits it; nothing is left of it, however the process ends.

    What has loaded it may go on with it afterwards, and holds the room until it ends. Raises `SetupError` where there
    is too little, or the model is damaged.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(_temporary_file())
            _write(file, *_read(model, adapter))
            file.flush()
        except ValueError as error:
            raise _damaged(model) from error
        except OSError as error:
            raise SetupError(
                f"The small model can't be made ready ({error.strerror}): it needs {_ROOM} MB in the folder for"
                " temporary files. Make room there, or set TMPDIR to another folder."
            ) from error
        yield _OPENED / str(file.fileno()) if _OPENED.is_dir() else Path(file.name)


def _temporary_file() -> IO[bytes]:
    """One without a name where the system can open such a file twice, else one that goes when it is closed."""
    return tempfile.TemporaryFile() if _OPENED.is_dir() else tempfile.NamedTemporaryFile(suffix=".gguf")


def _read(model: Path, adapter: Path) -> tuple[_File, _File]:
    try:
        return _File(model), _File(adapter)
    except OSError as error:
        raise _damaged(model) from error


def _damaged(model: Path) -> SetupError:
    return SetupError(f"The small model, {model}, is damaged: install it again ({TO_INSTALL}).")


class _File:
    """A GGUF file: its header, and all of it as bytes."""

    def __init__(self, path: Path) -> None:
        self.header = read_header(path)
        self.bytes: Bytes = np.memmap(path, np.uint8, "r")

    def data(self, tensor: Tensor) -> Bytes:
        """The bytes of a tensor."""
        data = self.bytes[tensor.start : tensor.start + tensor.size]
        if len(data) < tensor.size:
            raise ValueError("its end is missing")
        return data

    def numbers(self, tensor: Tensor) -> Numbers:
        """A matrix (outputs x inputs), unpacked; in fp64, in which machines that sum otherwise hardly differ."""
        return unpacked(self.data(tensor), tensor.kind).reshape(-1, tensor.shape[0])


def _write(file: IO[bytes], base: _File, lora: _File) -> None:
    tensors, alignment = base.header.tensors, base.header.alignment
    changed = {name.rpartition(".lora_")[0] for name in lora.header.tensors}
    alpha = float(lora.header.values["adapter.lora.alpha"])
    kinds = {name: Q8_0 if name in changed else tensor.kind for name, tensor in tensors.items()}

    def data_of(name: str) -> Bytes:
        if name not in changed:
            return base.data(tensors[name])
        low, high = (lora.numbers(lora.header.tensors[f"{name}.lora_{part}"]) for part in "ab")
        return _in_eight_bits(base.numbers(tensors[name]) + high @ low * (alpha / len(low)))

    file.write(base.bytes[: base.header.described_at].tobytes())
    file.write(_described(base.header, kinds))
    names = list(tensors)
    with ThreadPoolExecutor(2) as pool:
        for start in range(0, len(names), _AT_ONCE):
            for data in pool.map(data_of, names[start : start + _AT_ONCE]):
                file.write(bytes(-file.tell() % alignment))
                file.write(data.data)
    file.write(bytes(-file.tell() % alignment))


def _described(base: Header, kinds: Mapping[str, int]) -> bytes:
    """The descriptions of the tensors, which are now of these ``kinds`` and follow one another."""
    told, offset = b"", 0
    for name, tensor in base.tensors.items():
        shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
        told += struct.pack("<Q", len(name.encode())) + name.encode() + shape
        told += struct.pack("<IQ", kinds[name], offset)
        size = Tensor(tensor.shape, kinds[name], 0).size
        offset += size + -size % base.alignment
    return told


def unpacked(data: Bytes, kind: int) -> Numbers:
    """The numbers of a tensor, in a row. Raises `ValueError` for a kind that is not one of `BLOCKS`."""
    if kind not in BLOCKS:
        raise ValueError("its weights are in a form that the program does not know")
    if kind in (FP32, FP16):
        return data.view("<f4" if kind == FP32 else "<f2").astype(np.float64)
    blocks = data.reshape(-1, BLOCKS[kind][1])
    if kind == Q8_0:
        return (blocks[:, 2:].view(np.int8) * _halves(blocks, 0)).ravel()
    codes = np.concatenate([blocks[:, 4:] & 15, blocks[:, 4:] >> 4], axis=1)
    return (codes * _halves(blocks, 0) + _halves(blocks, 2)).ravel()


def _halves(blocks: Bytes, at: int) -> Numbers:
    """The number in half precision that stands ``at`` this byte of each block (blocks x 1)."""
    return blocks[:, at : at + 2].copy().view("<f2").astype(np.float64)


def _in_eight_bits(matrix: Numbers) -> Bytes:
    """A matrix in Q8_0: blocks of 32 numbers of a row as whole numbers from -127 to 127, after their scale in fp16."""
    blocks = matrix.reshape(-1, BLOCKS[Q8_0][0])
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / _LARGEST).astype("<f2")
    codes = np.rint(np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales > 0))
    codes = codes.clip(-_LARGEST, _LARGEST).astype(np.int8)
    return np.concatenate([scales.view(np.uint8), codes.view(np.uint8)], axis=1)
