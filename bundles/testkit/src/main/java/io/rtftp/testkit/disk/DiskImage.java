package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A raw disk image in a file. What was written to it can be changed later, as a running machine changes its disk. */
public final class DiskImage {

    /** The block size of every ext4 made here, in bytes. */
    static final int BLOCK = 4096;

    private final Path file;
    private final List<Long> offsets;

    DiskImage(Path file, List<Long> offsets) {
        this.file = file;
        this.offsets = List.copyOf(offsets);
    }

    /** Starts the description of an image that will be {@code file}. */
    public static DiskImageBuilder at(Path file) {
        return new DiskImageBuilder(file);
    }

    /** The image. */
    public Path file() {
        return file;
    }

    /** Its size in bytes. */
    public long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of the whole image, in hexadecimal. */
    public String sha256() {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes a file into the ext4 of a partition, over one that is there; its directory must be there.
     *
     * @param partition the partition's number, 1-based; of a disk without a table, 1
     * @param path without a leading slash
     */
    public void put(int partition, String path, byte[] content) {
        try {
            Path source = Files.createTempFile("rtftp-disk", ".file");
            try {
                Files.write(source, content);
                debugfs(partition, "rm /" + path + "\nwrite " + source + " /" + path + "\n");
            } finally {
                Files.delete(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] there = get(partition, path);
        if (!Arrays.equals(there, content)) {
            throw new IllegalStateException(path + " was not written: debugfs gives " + there.length + " bytes back");
        }
    }

    /** A file of the ext4 of a partition, as it is in the image now; empty where there is none. */
    public byte[] get(int partition, String path) {
        try {
            Path target = Files.createTempFile("rtftp-disk", ".file");
            try {
                debugfs(partition, "dump /" + path + " " + target + "\n");
                return Files.readAllBytes(target);
            } finally {
                Files.delete(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs commands of debugfs(8), one a line, on the ext4 of a partition.
     *
     * @return what it said; it tells failures in words alone
     */
    public String debugfs(int partition, String commands) {
        return new HostTool("debugfs", "e2fsprogs")
                .run(commands, new String[] {"-w", "-f", "-", file + "?offset=" + offset(partition)});
    }

    /**
     * Leaves a committed transaction in the journal of the ext4 of a partition that was not yet written to its place, as a machine does
     * that lost its power: whoever replays the journal reads {@code content}, whoever does not reads what was there.
     *
     * @param path a file that is there, not longer than one block
     * @param content of the same length as the file
     */
    public void leaveInJournal(int partition, String path, byte[] content) {
        long block = firstBlock(partition, "/" + path);
        try {
            Path source = Files.createTempFile("rtftp-disk", ".block");
            try {
                byte[] whole = new byte[BLOCK];
                System.arraycopy(content, 0, whole, 0, content.length);
                Files.write(source, whole);
                String said = debugfs(partition, "jo\njw -b " + block + " " + source + "\njc\n");
                if (!debugfs(partition, "features\n").contains("needs_recovery")) {
                    throw new IllegalStateException("the journal stayed clean: " + said);
                }
            } finally {
                Files.delete(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites the beginning of the journal of the ext4 of a partition: nobody can replay it any more. */
    public void damageJournal(int partition) {
        overwrite(offset(partition) + firstBlock(partition, "<8>") * BLOCK, Bytes.noise(BLOCK, 8));
    }

    /**
     * Runs commands of guestfish(1) with the image as {@code /dev/sda}, on a machine that then loses its power: what was synced and not
     * yet put in its place is in the journals alone. Takes as long as an appliance boots.
     */
    public void changeAndLosePower(String commands) {
        Guestfish.run("""
                add-drive %s format:raw
                run
                %s
                -debug sh "echo b > /proc/sysrq-trigger"
                """.formatted(file, commands));
    }

    private long firstBlock(int partition, String file) {
        return debugfs(partition, "bmap " + file + " 0\n")
                .lines()
                .filter(line -> line.matches("\\d+"))
                .map(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no block of " + file + " found"));
    }

    /** Overwrites the beginning of a partition's filesystem, where FAT, ext4, XFS and LVM have their superblock or label. */
    public void damage(int partition) {
        overwrite(offset(partition), Bytes.noise(1 << 17, 1));
    }

    /** Overwrites bytes of the image. */
    public void overwrite(long position, byte[] content) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content), position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a partition begins, in bytes. */
    public long offset(int partition) {
        return offsets.get(partition - 1);
    }
}
