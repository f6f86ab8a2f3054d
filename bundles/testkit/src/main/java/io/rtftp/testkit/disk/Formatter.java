package io.rtftp.testkit.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes one filesystem in a file of its own, in a scratch directory that the caller deletes. */
final class Formatter {

    private final Path scratch;
    private int made;

    Formatter(Path scratch) {
        this.scratch = scratch;
    }

    /** The file with the filesystem, of exactly its size. */
    Path format(Filesystem filesystem) throws IOException {
        int number = made++;
        Path target = scratch.resolve("filesystem" + number);
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength((long) filesystem.mebibytes() << 20);
        }
        Path tree = tree(filesystem, scratch.resolve("tree" + number));
        switch (filesystem.kind()) {
            case FAT -> fat(filesystem, target, tree);
            case EXT4 -> ext4(filesystem, target, tree);
            case XFS -> xfs(filesystem, target, tree);
            case BTRFS -> btrfs(filesystem, target, tree);
            case EXT4_ON_LVM -> ext4OnLvm(filesystem, target);
            case BLANK -> {}
        }
        return target;
    }

    private static Path tree(Filesystem filesystem, Path top) throws IOException {
        Files.createDirectories(top);
        for (Map.Entry<String, Bytes> file : filesystem.files().entrySet()) {
            Path path = top.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().array());
        }
        for (Map.Entry<String, String> link : filesystem.links().entrySet()) {
            Path path = top.resolve(link.getKey());
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(link.getValue()));
        }
        return top;
    }

    private static void fat(Filesystem filesystem, Path target, Path tree) throws IOException {
        List<String> arguments = new ArrayList<>();
        option(arguments, "-n", filesystem.label());
        option(arguments, "-i", filesystem.uuid().replace("-", ""));
        arguments.add(target.toString());
        new HostTool("mkfs.vfat", "dosfstools").run(arguments.toArray(String[]::new));
        try (var entries = Files.list(tree)) {
            List<String> paths = entries.map(Path::toString).toList();
            if (!paths.isEmpty()) {
                List<String> copy = new ArrayList<>(List.of("-i", target.toString(), "-s"));
                copy.addAll(paths);
                copy.add("::");
                new HostTool("mcopy", "mtools").run(copy.toArray(String[]::new));
            }
        }
    }

    private static void ext4(Filesystem filesystem, Path target, Path tree) {
        List<String> arguments =
                new ArrayList<>(List.of("-q", "-F", "-t", "ext4", "-b", "" + DiskImage.BLOCK, "-d", tree.toString()));
        option(arguments, "-L", filesystem.label());
        option(arguments, "-U", filesystem.uuid());
        arguments.add(target.toString());
        new HostTool("mke2fs", "e2fsprogs").run(arguments.toArray(String[]::new));
    }

    private void xfs(Filesystem filesystem, Path target, Path tree) throws IOException {
        Path prototype = Files.createTempFile(scratch, "xfs", ".proto");
        Files.writeString(prototype, "boot\n0 0\nd--755 0 0\n" + entries(tree) + "$\n");
        List<String> arguments = new ArrayList<>(List.of("-q", "-f", "-p", prototype.toString()));
        option(arguments, "-L", filesystem.label());
        option(arguments, "-m", filesystem.uuid().isEmpty() ? "" : "uuid=" + filesystem.uuid());
        arguments.add(target.toString());
        new HostTool("mkfs.xfs", "xfsprogs").run(arguments.toArray(String[]::new));
    }

    // The format of prototype files is in mkfs.xfs(8), option -p.
    private static String entries(Path directory) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (var listed = Files.list(directory)) {
            for (Path entry : new TreeSet<>(listed.toList())) {
                lines.append(entry.getFileName());
                if (Files.isSymbolicLink(entry)) {
                    lines.append(" l--777 0 0 ")
                            .append(Files.readSymbolicLink(entry))
                            .append('\n');
                } else if (Files.isDirectory(entry)) {
                    lines.append(" d--755 0 0\n").append(entries(entry)).append("$\n");
                } else {
                    lines.append(" ---644 0 0 ").append(entry).append('\n');
                }
            }
        }
        return lines.toString();
    }

    private static void btrfs(Filesystem filesystem, Path target, Path tree) {
        List<String> arguments = new ArrayList<>(List.of("-q", "-f", "--rootdir", tree.toString()));
        option(arguments, "-L", filesystem.label());
        option(arguments, "-U", filesystem.uuid());
        arguments.add(target.toString());
        new HostTool("mkfs.btrfs", "btrfs-progs").run(arguments.toArray(String[]::new));
    }

    // Volume groups are made of block devices, which a plain user has only in an appliance.
    private void ext4OnLvm(Filesystem filesystem, Path target) throws IOException {
        Path volume = format(new Filesystem(
                Filesystem.Kind.EXT4,
                filesystem.mebibytes() - 8,
                filesystem.label(),
                filesystem.uuid(),
                filesystem.files(),
                filesystem.links()));
        Guestfish.run("""
                add-drive %s format:raw
                add-drive %s format:raw readonly:true
                run
                pvcreate /dev/sda
                vgcreate vg /dev/sda
                lvcreate lv vg %d
                copy-device-to-device /dev/sdb /dev/vg/lv sparse:true
                shutdown
                """.formatted(target, volume, filesystem.mebibytes() - 8));
    }

    private static void option(List<String> arguments, String name, String value) {
        if (!value.isEmpty()) {
            arguments.add(name);
            arguments.add(value);
        }
    }
}
