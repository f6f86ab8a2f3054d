package io.rtftp.shell.internal.page;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.server.ServerView;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Endpoints;
import io.rtftp.shell.internal.text.Table;
import io.rtftp.shell.internal.text.Words;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Each part of the server: whether it is there, what it does, and what is wrong. */
public final class StatusPage {

    private static final String ABSENT = "absent";

    private StatusPage() {}

    /** A line for each part, and one under it for each disk that can't be read. */
    public static String of(ServerState state) {
        Table table = new Table(Column.left("part"), Column.left("state"), Column.left("detail"));
        server(table, state);
        state.running().ifPresent(running -> table.row("transfers", none(running), "running now"));
        state.resolvers()
                .ifPresentOrElse(
                        resolvers -> table.row("resolvers", none(resolvers.size()), names(resolvers)),
                        () -> table.row("resolvers", ABSENT, "requests wait for a resolver chain"));
        table.row(
                "watcher",
                state.watcherRuns() ? "running" : ABSENT,
                state.watcherRuns()
                        ? "new disk descriptions are read at once"
                        : "disk descriptions are read when their clients ask");
        disks(table, state);
        return table.render(Table.UNBOUNDED);
    }

    private static void server(Table table, ServerState state) {
        state.server()
                .ifPresentOrElse(
                        view -> table.row("server", Words.of(view.state()), detail(view)),
                        () -> table.row("server", ABSENT, "nothing is answered"));
    }

    private static String detail(ServerView view) {
        return switch (view.state()) {
            case STARTING -> "waits for its socket and for a resolver chain";
            case READY -> view.listening().stream().map(Endpoints::of).collect(joining(", ", "listening on ", ""));
            case FAILED -> view.problem();
        };
    }

    private static String names(List<ResolverView> resolvers) {
        if (resolvers.isEmpty()) {
            return "requests wait for one";
        }
        return resolvers.stream()
                .map(resolver -> resolver.name() + " (" + resolver.ranking() + ")")
                .collect(joining(", "));
    }

    private static void disks(Table table, ServerState state) {
        if (state.disks().isEmpty()) {
            table.row("disks", ABSENT, "files come from local directories only");
            return;
        }
        List<DiskView> disks = state.disks().get();
        table.row("disks", none(disks.size()), counts(disks, DiskView::state, "described by no file"));
        disks.stream()
                .filter(disk -> disk.state() == DiskView.State.BROKEN || disk.state() == DiskView.State.INVALID)
                .forEach(disk -> table.note(Words.of(disk.state()) + ": " + disk.name() + ": " + reason(disk)));
        List<ApplianceView> appliances = state.appliances().orElse(List.of());
        table.row(
                "appliances",
                none(appliances.size()),
                counts(appliances, ApplianceView::state, "the next disk starts one"));
    }

    /** What went wrong, without the name it begins with. */
    private static String reason(DiskView disk) {
        return Stream.of(disk.name(), disk.url())
                .map(name -> name + ": ")
                .filter(disk.lastError()::startsWith)
                .findFirst()
                .map(name -> disk.lastError().substring(name.length()))
                .orElse(disk.lastError());
    }

    private static String none(int count) {
        return count == 0 ? "none" : Integer.toString(count);
    }

    private static <T, S extends Enum<S>> String counts(List<T> things, Function<T, S> state, String none) {
        if (things.isEmpty()) {
            return none;
        }
        return things.stream().collect(groupingBy(state, TreeMap::new, counting())).entrySet().stream()
                .map(entry -> entry.getValue() + " " + Words.of(entry.getKey()))
                .collect(joining(", "));
    }
}
