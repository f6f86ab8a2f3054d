package io.rtftp.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** The program behind {@code bench/run}: starts the servers, runs the lanes round by round, prints the tables. */
public final class Bench {

    private static final long SEED = 1350;

    private Bench() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments the distribution, the peers, the tools, a scratch directory, the number of rounds, and regular expressions of
     *     lanes and servers to measure
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path scratch = Path.of(arguments[3]);
        Contender.Places places = new Contender.Places(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                makeRoot(scratch.resolve("root")),
                scratch);
        List<Lane> lanes = Lane.ALL.stream()
                .filter(lane -> matches(arguments[5], lane.name()))
                .toList();
        List<Contender> contenders = Contender.all(places).stream()
                .filter(server -> matches(arguments[6], server.name()))
                .toList();
        int rounds = Integer.parseInt(arguments[4]);
        System.out.println(measure(places, contenders, lanes, rounds).markdown());
    }

    private static Report measure(Contender.Places places, List<Contender> contenders, List<Lane> lanes, int rounds)
            throws IOException, InterruptedException {
        Load load = new Load(places.tools().resolve("tftpload"), places.root(), "127.0.1.1", 200);
        Report report = new Report(contenders);
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                servers.add(RunningServer.start(contender, places.scratch()));
            }
            // Round 0 is not counted: page cache and just-in-time compilers get warm, for every server alike.
            for (int round = 0; round <= rounds; round++) {
                System.err.println(round == 0 ? "warming up" : "round " + round + " of " + rounds);
                for (Lane lane : lanes) {
                    for (int turn = 0; turn < servers.size(); turn++) {
                        int next = (round + turn) % servers.size(); // each comes first once, where rounds suffice
                        servers.set(next, alive(servers.get(next), places));
                        one(load, lane, servers.get(next), round == 0 ? new Report(contenders) : report);
                    }
                }
            }
        } finally {
            servers.forEach(RunningServer::close);
        }
        return report;
    }

    /** The server, or another one in the place of one that has crashed: its downloads of the lane before count as failed. */
    private static RunningServer alive(RunningServer server, Contender.Places places) throws IOException {
        if (server.process().isAlive()) {
            return server;
        }
        System.err.println(server.contender().name() + " has ended; it is started again");
        server.close();
        return RunningServer.start(server.contender(), places.scratch());
    }

    private static void one(Load load, Lane lane, RunningServer server, Report report)
            throws IOException, InterruptedException {
        if (!lane.windows() || server.contender().windows()) {
            report.add(lane, server.contender(), load.run(lane, server));
        }
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.compile(pattern).matcher(name).find();
    }

    private static Path makeRoot(Path root) throws IOException {
        Files.createDirectories(root);
        makeFile(root.resolve("64m"), 64 << 20);
        makeFile(root.resolve("8m"), 8 << 20);
        makeFile(root.resolve("1m"), 1 << 20);
        makeFile(root.resolve("1k"), 1 << 10);
        Path served = root.resolve("default"); // where RTFTP looks; the others serve the root itself
        if (!Files.exists(served)) {
            Files.createSymbolicLink(served, Path.of("."));
        }
        return root;
    }

    private static void makeFile(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(SEED).nextBytes(content);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(content);
        }
    }
}
