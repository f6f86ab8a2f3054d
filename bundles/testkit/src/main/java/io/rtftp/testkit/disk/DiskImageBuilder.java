package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Describes a disk image, then makes it. Not thread-safe. */
public final class DiskImageBuilder {

    private static final long MEBIBYTE = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final List<Filesystem> filesystems = new ArrayList<>();
    private Table table = Table.MBR;

    private enum Table {
        MBR,
        GPT,
        NONE
    }

    DiskImageBuilder(Path file) {
        this.file = file;
    }

    /** With a GUID partition table; without this call it is a master boot record. */
    public DiskImageBuilder gpt() {
        table = Table.GPT;
        return this;
    }

    /** Without a partition table: the one filesystem is the whole disk. */
    public DiskImageBuilder whole() {
        table = Table.NONE;
        return this;
    }

    /** One more partition, after those before it. */
    public DiskImageBuilder partition(Filesystem filesystem) {
        filesystems.add(filesystem);
        return this;
    }

    /** Makes the image; one that was there is replaced by rename, so that who has it open keeps it. */
    public DiskImage build() {
        if (table == Table.NONE && filesystems.size() != 1) {
            throw new IllegalStateException(
                    "a disk without a partition table has one filesystem, not " + filesystems.size());
        }
        try {
            Path scratch = Files.createTempDirectory(file.toAbsolutePath().getParent(), "making");
            try {
                return build(scratch);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DiskImage build(Path scratch) throws IOException {
        List<Long> offsets = offsets();
        Path image = scratch.resolve("image");
        try (RandomAccessFile made = new RandomAccessFile(image.toFile(), "rw")) {
            made.setLength(end(offsets));
        }
        if (table != Table.NONE) {
            new HostTool("sfdisk", "fdisk").run(partitions(offsets), new String[] {"--quiet", image.toString()});
        }
        Formatter formatter = new Formatter(scratch);
        for (int i = 0; i < filesystems.size(); i++) {
            copy(formatter.format(filesystems.get(i)), image, offsets.get(i));
        }
        Files.move(image, file, StandardCopyOption.REPLACE_EXISTING);
        return new DiskImage(file, offsets);
    }

    private List<Long> offsets() {
        List<Long> offsets = new ArrayList<>();
        long next = table == Table.NONE ? 0 : MEBIBYTE;
        for (Filesystem filesystem : filesystems) {
            offsets.add(next);
            next += filesystem.mebibytes() * MEBIBYTE;
        }
        return offsets;
    }

    private long end(List<Long> offsets) {
        int last = filesystems.size() - 1;
        long end =
                last < 0 ? MEBIBYTE : offsets.get(last) + filesystems.get(last).mebibytes() * MEBIBYTE;
        // The GPT's second copy needs room at the end.
        return table == Table.NONE ? end : end + MEBIBYTE;
    }

    private String partitions(List<Long> offsets) {
        StringBuilder script = new StringBuilder(table == Table.GPT ? "label: gpt\n" : "label: dos\n");
        for (int i = 0; i < filesystems.size(); i++) {
            long sectors = filesystems.get(i).mebibytes() * MEBIBYTE / 512;
            script.append("start=")
                    .append(offsets.get(i) / 512)
                    .append(", size=")
                    .append(sectors);
            if (table == Table.MBR) {
                script.append(", type=").append(filesystems.get(i).kind() == Filesystem.Kind.FAT ? "c" : "83");
            }
            script.append('\n');
        }
        return script.toString();
    }

    private static void copy(Path filesystem, Path image, long offset) throws IOException {
        try (FileChannel from = FileChannel.open(filesystem);
                FileChannel to = FileChannel.open(image, StandardOpenOption.WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
            for (long at = 0; from.read(chunk.clear(), at) > 0; at += CHUNK) {
                // Zeros are left out, so that the image is as sparse as its filesystems.
                if (!chunk.flip().equals(zeros.clear().limit(chunk.limit()))) {
                    to.write(chunk, offset + at);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
