package io.rtftp.shell.internal.page;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Column.Shape;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Table;
import io.rtftp.shell.internal.text.Words;
import java.util.List;
import java.util.Optional;

/** The disks, one a line, and under it the last thing that went wrong. */
public final class DisksPage {

    private DisksPage() {}

    /** The table, or a sentence where there is no disk. */
    public static String of(List<DiskView> disks, int width) {
        if (disks.isEmpty()) {
            return "no disks are known; a file <client address>.nbd in the TFTP root describes one\n";
        }
        Table table = new Table(
                Column.left("name"),
                Column.left("state"),
                Column.right("gen"),
                Column.right("age"),
                Column.right("clients"),
                Column.right("pid"),
                Column.right("memory"),
                Column.right("open"),
                Column.right("read"),
                Column.right("spool"),
                new Column("url", Shape.LEFT_OR_OUT));
        disks.forEach(disk -> row(table, disk));
        return table.render(width);
    }

    private static void row(Table table, DiskView disk) {
        Optional<ApplianceView> appliance = disk.appliance();
        table.row(
                disk.name(),
                Words.of(disk.state()),
                disk.generation() == 0 ? "" : Integer.toString(disk.generation()),
                disk.generationAge().isZero() ? "" : Quantities.duration(disk.generationAge()),
                Integer.toString(disk.clients().size()),
                appliance.map(AppliancesPage::pid).orElse(""),
                appliance.map(AppliancesPage::memory).orElse(""),
                Integer.toString(disk.use().openFiles()),
                Quantities.bytes(disk.use().bytesRead()),
                Quantities.bytes(disk.use().spoolBytes()),
                disk.url());
        if (!disk.lastError().isEmpty()) {
            table.note("last error: " + disk.lastError());
        }
    }
}
