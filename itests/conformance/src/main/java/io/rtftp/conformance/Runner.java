package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs cases against one server, several at a time; each server has its own run. */
public final class Runner {

    private static final int AT_ONCE = 4;

    private final Server server;

    public Runner(Server server) {
        this.server = server;
    }

    /** Runs every case; the verdicts in the order of the cases. What has hung whole servers comes last. */
    public Map<Case, Verdict> run(List<Case> cases) {
        Map<Case, Verdict> verdicts = new LinkedHashMap<>();
        cases.forEach(each -> verdicts.put(each, Verdict.SEEN)); // their order
        verdicts.putAll(
                runTogether(cases.stream().filter(each -> !mayHang(each)).toList()));
        verdicts.putAll(runTogether(cases.stream().filter(Runner::mayHang).toList()));
        return verdicts;
    }

    private static boolean mayHang(Case each) {
        return each.subject().equals(OddFiles.KINDS);
    }

    private Map<Case, Verdict> runTogether(List<Case> cases) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<Case, CompletableFuture<Verdict>> pending = new LinkedHashMap<>();
            for (Case each : cases) {
                pending.put(each, CompletableFuture.supplyAsync(() -> run(each), threads));
            }
            Map<Case, Verdict> verdicts = new LinkedHashMap<>();
            pending.forEach((each, verdict) -> verdicts.put(each, verdict.join()));
            return verdicts;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every case there is. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Chapter chapter : Chapter.values()) {
            cases.addAll(chapter.cases());
        }
        return cases;
    }

    private Verdict run(Case each) {
        try (ScriptedClient client = server.client()) {
            each.script().run(server, client);
            server.delivers(ReferenceFile.TEN_BLOCKS.content(), readRequest(ReferenceFile.TEN_BLOCKS.path()));
            return Verdict.SEEN;
        } catch (Inconclusive inconclusive) {
            return inconclusive.verdict();
        } catch (AssertionError
                | IOException
                | RuntimeException seen) { // a reply that can't be read is a wrong one too
            return new Verdict(Verdict.Kind.BROKEN, seen.getMessage() == null ? seen.toString() : seen.getMessage());
        }
    }
}
