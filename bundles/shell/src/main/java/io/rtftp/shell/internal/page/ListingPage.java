package io.rtftp.shell.internal.page;

import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Printable;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Table;
import java.util.List;

/** What a client could ask for in one directory. */
public final class ListingPage {

    private ListingPage() {}

    /**
     * The table, or a sentence where there is nothing.
     *
     * @param client the client's address
     * @param directory normalised, or empty for the top
     */
    public static String of(String client, String directory, List<PlacedFile> entries) {
        if (entries.isEmpty()) {
            String where = directory.isEmpty() ? "" : " in " + Printable.of(directory) + "/";
            return "no place has a file for " + client + where + "\n";
        }
        Table table = new Table(Column.left("name"), Column.right("size"), Column.left("place"));
        for (PlacedFile entry : entries) {
            ListedFile file = entry.file();
            boolean isDirectory = file.kind() == ListedFile.Kind.DIRECTORY;
            table.row(
                    isDirectory ? file.name() + "/" : file.name(),
                    isDirectory ? "" : Quantities.bytes(file.size()),
                    entry.resolver());
        }
        return table.render(Table.UNBOUNDED);
    }
}
