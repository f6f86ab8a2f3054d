package io.rtftp.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command: {@code bench/conformance}. */
public final class Conformance {

    static final String USAGE = """
            usage: bench/conformance [--from ADDRESS] [--root DIRECTORY] [NAME=]ADDRESS:PORT...
                   bench/conformance --make-root DIRECTORY
            Runs what boot clients send against TFTP servers, and prints what was seen as tables.
              --make-root DIRECTORY  makes the files that the servers' root must hold, and ends
              --root DIRECTORY       where the servers' root can be reached from here; some cases change files in it
              --from ADDRESS         the address clients send from (127.0.0.1)
            The status is 1 when a server broke a rule.""";

    private Conformance() {}

    /** Runs the command. */
    public static void main(String[] words) throws IOException {
        System.exit(run(List.of(words), System.out, System.err));
    }

    /** Runs the command; gives its status. */
    static int run(List<String> words, PrintStream out, PrintStream err) throws IOException {
        String local = "127.0.0.1";
        Optional<Path> root = Optional.empty();
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.equals("--make-root") && !value.isEmpty()) {
                return makeRoot(Path.of(value), out);
            } else if (word.equals("--from") && !value.isEmpty()) {
                local = value;
                i++;
            } else if (word.equals("--root") && !value.isEmpty()) {
                root = Optional.of(Path.of(value));
                i++;
            } else if (word.matches("(.+=)?.+:[0-9]+")) {
                servers.add(word);
            } else {
                err.println(USAGE);
                return 2;
            }
        }
        if (servers.isEmpty()) {
            err.println(USAGE);
            return 2;
        }
        return examine(servers, new Server(new InetSocketAddress(0), local, root), out);
    }

    private static int makeRoot(Path root, PrintStream out) throws IOException {
        for (String missing : ReferenceRoot.make(root)) {
            out.println(missing + " could not be made, which takes the rights of root: its case will not be run");
        }
        return 0;
    }

    private static int examine(List<String> words, Server like, PrintStream out) throws IOException {
        List<String> names = new ArrayList<>();
        List<Map<Case, Verdict>> runs = new ArrayList<>();
        boolean broken = false;
        for (String word : words) {
            int equals = word.indexOf('=');
            int colon = word.lastIndexOf(':');
            names.add(equals < 0 ? word : word.substring(0, equals));
            InetAddress host = InetAddress.getByName(word.substring(equals + 1, colon));
            InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(word.substring(colon + 1)));
            Map<Case, Verdict> run = new Runner(new Server(address, like.local(), like.root())).run(Runner.cases());
            broken |= run.values().stream().anyMatch(verdict -> verdict.kind() == Verdict.Kind.BROKEN);
            runs.add(run);
        }
        out.print(new Report(names, runs).text());
        return broken ? 1 : 0;
    }
}
