"""Reads grey pictures with other decoders, for `cargo xtask bench vision`.

Without arguments: says which decoders there are, one a line. With a decoder's name: for each picture on the standard
input (width and height as little-endian 32-bit numbers, then its pixels) answers the nanoseconds taken (64 bits), the
number of codes (32 bits), and each code's text (length in 32 bits, then UTF-8). Only the decoding is timed.
"""

import struct
import sys
import time


def zxing():
    import numpy
    import zxingcpp

    options = {"formats": zxingcpp.BarcodeFormat.QRCode, "text_mode": zxingcpp.TextMode.Plain}

    def read(pixels, width, height):
        picture = numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(height, width)
        start = time.perf_counter_ns()
        found = zxingcpp.read_barcodes(picture, **options)
        return time.perf_counter_ns() - start, [code.text.encode() for code in found if code.valid]

    return read


def zbar():
    from pyzbar import pyzbar

    def read(pixels, width, height):
        start = time.perf_counter_ns()
        found = pyzbar.decode((pixels, width, height), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return time.perf_counter_ns() - start, [code.data for code in found]

    return read


DECODERS = {"zxing-cpp": zxing, "zbar": zbar}


def main():
    if len(sys.argv) < 2:
        for name, make in DECODERS.items():
            try:
                make()
                print(name)
            except ImportError:
                pass
        return
    read = DECODERS[sys.argv[1]]()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while header := source.read(8):
        width, height = struct.unpack("<II", header)
        nanoseconds, texts = read(source.read(width * height), width, height)
        sink.write(struct.pack("<QI", nanoseconds, len(texts)))
        for text in texts:
            sink.write(struct.pack("<I", len(text)) + text)
        sink.flush()


main()
