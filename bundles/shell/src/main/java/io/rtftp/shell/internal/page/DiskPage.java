package io.rtftp.shell.internal.page;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.DiskView.DiskUse;
import io.rtftp.shell.internal.text.Fields;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Words;
import java.nio.file.Path;

/** Everything about one disk. */
public final class DiskPage {

    private DiskPage() {}

    /** The fields. */
    public static String of(DiskView disk) {
        DiskUse use = disk.use();
        return new Fields()
                .line("disk", disk.name())
                .line("url", disk.url())
                .line("state", Words.of(disk.state()))
                .line("generation", generation(disk))
                .lines("mounts", disk.mounts())
                .lines("clients", disk.clients())
                .lines(
                        "described by",
                        disk.descriptions().stream().map(Path::toString).toList())
                .line("appliance", disk.appliance().map(DiskPage::appliance).orElse(""))
                .line("files open", Integer.toString(use.openFiles()))
                .line("requests waiting", Integer.toString(use.waitingRequests()))
                .line("read from disk", Quantities.exactBytes(use.bytesRead()))
                .line("spool", Quantities.exactBytes(use.spoolBytes()))
                .line("last error", disk.lastError())
                .lines("notes", disk.notes())
                .render();
    }

    private static String generation(DiskView disk) {
        return disk.generationAge().isZero()
                ? ""
                : disk.generation() + ", opened " + Quantities.duration(disk.generationAge()) + " ago";
    }

    private static String appliance(ApplianceView appliance) {
        String pid = AppliancesPage.pid(appliance);
        String memory = AppliancesPage.memory(appliance);
        return appliance.id() + ", " + Words.of(appliance.state())
                + (pid.isEmpty() ? "" : ", process " + pid)
                + (memory.isEmpty() ? "" : ", " + memory);
    }
}
