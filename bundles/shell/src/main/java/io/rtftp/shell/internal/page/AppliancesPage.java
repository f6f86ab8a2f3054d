package io.rtftp.shell.internal.page;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Table;
import io.rtftp.shell.internal.text.Words;
import java.util.List;

/** The appliances, one a line. */
public final class AppliancesPage {

    private AppliancesPage() {}

    /** The table, or a sentence where there is no appliance. */
    public static String of(List<ApplianceView> appliances, int width) {
        if (appliances.isEmpty()) {
            return "no appliances are running; the next disk to be attached starts one\n";
        }
        Table table = new Table(
                Column.left("id"),
                Column.left("state"),
                Column.right("pid"),
                Column.right("memory"),
                Column.right("age"),
                Column.left("disk"));
        for (ApplianceView appliance : appliances) {
            table.row(
                    Integer.toString(appliance.id()),
                    Words.of(appliance.state()),
                    pid(appliance),
                    memory(appliance),
                    Quantities.duration(appliance.age()),
                    appliance.disk());
        }
        return table.render(width);
    }

    static String pid(ApplianceView appliance) {
        return appliance.pid() == 0 ? "" : Long.toString(appliance.pid());
    }

    static String memory(ApplianceView appliance) {
        return appliance.residentBytes() == 0 ? "" : Quantities.bytes(appliance.residentBytes());
    }
}
