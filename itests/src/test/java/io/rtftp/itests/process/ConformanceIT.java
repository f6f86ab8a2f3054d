package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.conformance.Case;
import io.rtftp.conformance.ReferenceRoot;
import io.rtftp.conformance.Report;
import io.rtftp.conformance.Runner;
import io.rtftp.conformance.Server;
import io.rtftp.conformance.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running distribution does what boot clients need to see, and {@code docs/conformance.md} says what was seen. */
class ConformanceIT {

    private static final String BEGIN =
            "<!-- made by ConformanceIT: -Drtftp.conformance.write=true writes it anew -->\n";
    private static final String END = "<!-- end of what ConformanceIT made -->\n";
    private static final int TRIES_MOST = 3;
    private static final Path PAGE = Path.of("..", "docs", "conformance.md");

    @TempDir
    Path work = Path.of("");

    @Test
    void everyRuleIsSeenAndThePageSaysSo() throws IOException, InterruptedException {
        Map<Case, Verdict> verdicts = examine();

        assertThat(broken(verdicts)).as("%s", verdicts).isEmpty();
        Report seen = new Report(List.of("RTFTP"), List.of(verdicts));
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        if (Boolean.getBoolean("rtftp.conformance.write")) {
            Files.writeString(PAGE, page.replace(BEGIN + table, BEGIN + seen.text()));
        } else {
            assertThat(Report.rows(table)).as("%s", PAGE).isEqualTo(seen.rowsExpectedOn(table));
        }
    }

    private Map<Case, Verdict> examine() throws IOException, InterruptedException {
        Path root = work.resolve("root");
        ReferenceRoot.make(root.resolve("default"));
        Distribution distribution = Distribution.unpack(work);
        try (ServerProcess process = distribution.start(
                work.resolve("data"), Map.of(), "--listen", "127.0.0.1:0", "--root", root.toString())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), process.readyPort());
            Server server = new Server(address, "127.0.0.1", Optional.of(root.resolve("default")));
            return patiently(new Runner(server));
        }
    }

    /**
     * Runs what came out as broken again: scripts wait as long as boot firmware does, and a loaded machine is slower than that at times,
     * but not each time.
     */
    private static Map<Case, Verdict> patiently(Runner runner) {
        Map<Case, Verdict> verdicts = runner.run(Runner.cases());
        for (int tries = 1; tries < TRIES_MOST && !broken(verdicts).isEmpty(); tries++) {
            verdicts.forEach((each, verdict) -> {
                if (verdict.kind() == Verdict.Kind.BROKEN) {
                    System.out.println("conformance: looked at again: " + each.subject() + ", " + each.rule() + ": "
                            + verdict.detail());
                }
            });
            verdicts.putAll(runner.run(broken(verdicts)));
        }
        return verdicts;
    }

    private static List<Case> broken(Map<Case, Verdict> verdicts) {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Verdict.Kind.BROKEN)
                .map(Map.Entry::getKey)
                .toList();
    }
}
