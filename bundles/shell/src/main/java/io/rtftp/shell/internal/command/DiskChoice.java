package io.rtftp.shell.internal.command;

import static java.util.stream.Collectors.joining;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.shell.internal.input.CommandFailedException;
import java.util.List;

/** The disk that an operator names. */
final class DiskChoice {

    private DiskChoice() {}

    /** The disk of this name as it is now; where there is none, the failure tells the names there are. */
    static DiskView named(String name, DiskRegistry registry) throws CommandFailedException {
        List<DiskView> disks = registry.disks();
        return disks.stream()
                .filter(disk -> disk.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("no disk is called '" + name + "'; " + known(disks)));
    }

    private static String known(List<DiskView> disks) {
        return disks.isEmpty()
                ? "no disks are known"
                : "known: " + disks.stream().map(DiskView::name).collect(joining(", "));
    }
}
