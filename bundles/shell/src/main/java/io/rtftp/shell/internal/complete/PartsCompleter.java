package io.rtftp.shell.internal.complete;

import io.rtftp.shell.internal.part.BundleParts;
import io.rtftp.shell.internal.part.Parts;
import java.util.List;
import java.util.SortedSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Proposes what the parts of the server know now; nothing where they are absent. */
abstract class PartsCompleter implements Completer {

    @Reference
    @SuppressWarnings("NullAway.Init")
    BundleContext context;

    /** The proposals. */
    abstract SortedSet<String> proposals(Parts parts);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        try (BundleParts parts = new BundleParts(context)) {
            return new StringsCompleter(proposals(parts)).complete(session, line, candidates);
        }
    }
}
