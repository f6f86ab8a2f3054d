package io.rtftp.shell.internal.page;

import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Table;
import java.util.List;

/** The places of the chain, one a line. */
public final class ResolversPage {

    private ResolversPage() {}

    /** The table, or a sentence where there is no place. */
    public static String of(List<ResolverView> resolvers, int width) {
        if (resolvers.isEmpty()) {
            return "no resolver is in the chain; requests wait for one\n";
        }
        Table table = new Table(
                Column.left("place"),
                Column.right("ranking"),
                Column.right("found"),
                Column.right("not here"),
                Column.right("refused"),
                Column.right("failed"));
        for (ResolverView resolver : resolvers) {
            table.row(
                    resolver.name(),
                    Integer.toString(resolver.ranking()),
                    Long.toString(resolver.found()),
                    Long.toString(resolver.notHere()),
                    Long.toString(resolver.refused()),
                    Long.toString(resolver.failed()));
        }
        return table.render(width);
    }
}
