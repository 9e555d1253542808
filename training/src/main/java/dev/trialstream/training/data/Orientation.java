package dev.trialstream.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The EXIF orientation of an image (CIPA DC-008, "Exchangeable image file format for digital still cameras", tag 274):
 * the side of the stored image that is seen on top and on the left. JPEG has it in a segment APP1, PNG in a chunk eXIf.
 */
final class Orientation {
    /** As it is stored. */
    private static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final int PNG_HEADER = 8;

    private Orientation() {}

    /** From 1 to 8; 1 if the file has none, or a broken one. */
    static int of(byte[] file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(file);
            int magic = bytes.getInt(0);
            if (magic >>> 16 == 0xFFD8) {
                return ofJpeg(bytes);
            }
            return magic == 0x89504E47 ? ofPng(bytes) : UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return UPRIGHT;
        }
    }

    private static int ofJpeg(ByteBuffer bytes) {
        int at = 2;
        while ((bytes.get(at) & 0xFF) == 0xFF) {
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == 0xFF) {
                at++; // a fill byte
                continue;
            } else if (marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            int length = bytes.getShort(at + 2) & 0xFFFF;
            if (marker == APP1 && isExif(bytes, at + 4)) {
                return ofTiff(bytes.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    private static boolean isExif(ByteBuffer bytes, int at) {
        return bytes.getInt(at) == 0x45786966 && bytes.getShort(at + 4) == 0; // "Exif", 0, 0
    }

    private static int ofPng(ByteBuffer bytes) {
        int at = PNG_HEADER;
        while (at + 8 <= bytes.limit()) {
            int length = bytes.getInt(at);
            byte[] type = new byte[4];
            bytes.get(at + 4, type);
            String name = new String(type, StandardCharsets.US_ASCII);
            if (name.equals("eXIf")) {
                return ofTiff(bytes.slice(at + 8, length));
            } else if (name.equals("IEND") || length < 0) {
                return UPRIGHT;
            }
            at += 12 + length;
        }
        return UPRIGHT;
    }

    /** Reads the first directory of TIFF data. */
    private static int ofTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + 12 * i;
            if ((tiff.getShort(at) & 0xFFFF) == TAG && tiff.getShort(at + 2) == SHORT) {
                int value = tiff.getShort(at + 8) & 0xFFFF;
                return value >= UPRIGHT && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The image as it is seen; from 5 on, width and height change places. */
    static BufferedImage apply(BufferedImage stored, int orientation) {
        if (orientation == UPRIGHT) {
            return stored;
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        boolean turned = orientation > 4;
        WritableRaster seen =
                stored.getRaster().createCompatibleWritableRaster(turned ? height : width, turned ? width : height);
        Object pixel = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int down = height - 1 - y;
                pixel = stored.getRaster().getDataElements(x, y, pixel);
                switch (orientation) {
                    case 2 -> seen.setDataElements(right, y, pixel);
                    case 3 -> seen.setDataElements(right, down, pixel);
                    case 4 -> seen.setDataElements(x, down, pixel);
                    case 5 -> seen.setDataElements(y, x, pixel);
                    case 6 -> seen.setDataElements(down, x, pixel);
                    case 7 -> seen.setDataElements(down, right, pixel);
                    default -> seen.setDataElements(y, right, pixel);
                }
            }
        }
        return new BufferedImage(stored.getColorModel(), seen, stored.isAlphaPremultiplied(), null);
    }
}
