"""Brotli and Zstandard, by two packages that only they need: the extra `onrecord[warc]`."""

from __future__ import annotations

import io
from typing import IO, Any

from onrecord.errors import InputError

_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""The frame before all others in which a .warc.zst keeps the dictionary of its records."""
_PIECE = 1024
"""Bytes unpacked at a time: four may stand for 128 kB, so no piece takes more than 32 MB of memory."""
_MARKUP = (b"<", b"\xef\xbb\xbf<")


def is_zstandard(head: bytes) -> bool:
    """Return whether bytes that begin like this are packed with Zstandard."""
    return head.startswith((_ZSTANDARD, _DICTIONARY))


def _needed(package: str, what: str) -> Any:
    """Return the module `package`, or raise `InputError` naming the extra that brings it."""
    import importlib

    try:
        return importlib.import_module(package)
    except ImportError:
        raise InputError(
            f"it is compressed with {what}, for which the package {package} is needed: pip install 'onrecord[warc]'"
        ) from None


def unpacked_brotli(body: bytes, most: int) -> bytes:
    """Return `body` decompressed; as it is where it is markup already, as some archives keep it.

    Raises `InputError` where it is neither, or where more than `most` bytes come out.
    """
    if body.lstrip().startswith(_MARKUP):
        return body
    brotli = _needed("brotli", "brotli")
    engine = brotli.Decompressor()
    try:
        out = engine.process(body, output_buffer_limit=most)
    except brotli.error as error:
        raise InputError(f"its brotli compression is damaged ({error})") from None
    if len(out) > most or not engine.can_accept_more_data():
        raise InputError(f"it unpacks to more than {most:,} bytes")
    return bytes(out)


def unpacked_zstandard(body: bytes, most: int) -> bytes:
    """Return `body` decompressed; as it is where it does not begin as Zstandard does.

    Raises `InputError` where it is damaged or where more than `most` bytes come out.
    """
    if not is_zstandard(body):
        return body
    try:
        out = opened(io.BytesIO(body)).read(most + 1)
    except OSError as error:
        raise InputError(str(error)) from None
    if len(out) > most:
        raise InputError(f"it unpacks to more than {most:,} bytes")
    return out


def opened(stream: IO[bytes]) -> io.BufferedReader:
    """Return a stream of what a Zstandard `stream` packs, frame after frame; damage is an `OSError` in reading."""
    zstandard = _needed("zstandard", "Zstandard")
    head = stream.read(8)
    dictionary = None
    if head.startswith(_DICTIONARY):
        kept = stream.read(int.from_bytes(head[4:8], "little"))
        if kept.startswith(_ZSTANDARD):
            kept = zstandard.ZstdDecompressor().stream_reader(kept, read_across_frames=True).read()
        dictionary = zstandard.ZstdCompressionDict(kept)
        head = b""
    engine = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 27)
    return io.BufferedReader(_Unpacking(head, stream, engine, zstandard.ZstdError), 1 << 16)


class _Unpacking(io.RawIOBase):
    """What the frames of a stream unpack to. Damage, and an end within a frame, are an `OSError`."""

    def __init__(self, head: bytes, stream: IO[bytes], engine: Any, damage: type[Exception]) -> None:
        super().__init__()
        self.given = head
        self.stream = stream
        self.engine = engine
        self.damage = damage
        self.frame: Any = None
        self.ready = memoryview(b"")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as the next piece goes, and return how far; 0 at the end."""
        while not self.ready:
            given = self.given or self.stream.read(_PIECE)
            self.given = b""
            if not given:
                if self.frame is not None:
                    raise OSError("its Zstandard compression breaks off")
                return 0
            self.frame = self.frame or self.engine.decompressobj()
            try:
                self.ready = memoryview(self.frame.decompress(given))
            except self.damage as error:
                raise OSError(f"its Zstandard compression is damaged ({error})") from None
            if self.frame.eof:
                self.given, self.frame = self.frame.unused_data, None
        size = min(len(buffer), len(self.ready))
        buffer[:size], self.ready = self.ready[:size], self.ready[size:]
        return size
