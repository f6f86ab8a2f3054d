package io.rtftp.bench;

import io.rtftp.testkit.tftp.Crowd;
import io.rtftp.testkit.tftp.Faults;
import io.rtftp.testkit.tftp.LossyProxy;
import io.rtftp.testkit.tftp.Packets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** The program behind {@code bench/networks}: many downloads at once through each bad network, from each server. */
public final class Networks {

    private static final String FILE = "256k";
    private static final int FILE_BYTES = 256 << 10;
    private static final int[] WINDOWS = {1, 16};
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(3);
    private static final String FAR_SERVER = "10.9.0.1"; // tools/narrow-path
    private static final String FAR_CLIENTS = "10.9.2.";

    private final byte[] content;
    private final int downloads;
    private final long seed;
    private final NetworkReport report;

    private Networks(byte[] content, int downloads, long seed, NetworkReport report) {
        this.content = content;
        this.downloads = downloads;
        this.seed = seed;
        this.report = report;
    }

    /**
     * Runs the downloads. Ends with status 1 when one from RTFTP failed that should not have.
     *
     * @param arguments the distribution, the peers, the tools, a scratch directory, the number of downloads, regular expressions of
     *     networks and servers, and the seed
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path scratch = Path.of(arguments[3]);
        long seed = Long.parseLong(arguments[7]);
        byte[] content = new byte[FILE_BYTES];
        new Random(seed).nextBytes(content);
        Contender.Places places = new Contender.Places(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), root(scratch, content), scratch);
        List<Contender> contenders = Contender.all(places).stream()
                .filter(server ->
                        Pattern.compile(arguments[6]).matcher(server.name()).find())
                .toList();
        List<Network> networks = Network.ALL.stream()
                .filter(network ->
                        Pattern.compile(arguments[5]).matcher(network.name()).find())
                .toList();
        NetworkReport report = new NetworkReport(contenders);
        Networks run = new Networks(content, Integer.parseInt(arguments[4]), seed, report);
        run.through(networks.stream().filter(network -> !network.narrow()).toList(), contenders, scratch);
        String holder = System.getenv("RTFTP_SERVERS");
        if (holder != null) {
            List<String> within = List.of("nsenter", "--net=/proc/" + holder + "/ns/net");
            run.through(
                    networks.stream().filter(Network::narrow).toList(),
                    contenders.stream()
                            .map(server -> server.elsewhere(FAR_SERVER, within))
                            .toList(),
                    scratch);
        }
        System.out.println(report.markdown());
        System.exit(report.isAsPromised() ? 0 : 1);
    }

    private void through(List<Network> networks, List<Contender> contenders, Path scratch)
            throws IOException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (Contender contender : networks.isEmpty() ? List.<Contender>of() : contenders) {
                servers.add(RunningServer.start(contender, scratch));
                Network first = networks.get(0); // once without being counted: a just-in-time compiler gets warm
                outcomes(new Network(first.name(), Faults.none(), first.narrow(), true), 1, contender);
            }
            for (Network network : networks) {
                for (int window : WINDOWS) {
                    for (RunningServer server : servers) {
                        lane(network, window, server.contender());
                    }
                }
            }
        } finally {
            servers.forEach(RunningServer::close);
        }
    }

    private void lane(Network network, int window, Contender server) throws IOException, InterruptedException {
        if (window > 1 && !server.windows()) {
            return;
        }
        System.err.println(network.name() + ", window " + window + ", " + server.name());
        report.add(network, window, server, outcomes(network, window, server));
    }

    private List<Crowd.Outcome> outcomes(Network network, int window, Contender server)
            throws IOException, InterruptedException {
        byte[] request = window == 1
                ? Packets.readRequest(FILE, "blksize", "1468")
                : Packets.readRequest(FILE, "blksize", "1468", "windowsize", String.valueOf(window));
        if (network.narrow()) {
            Crowd far = new Crowd(client -> FAR_CLIENTS + (1 + client), request, content, CLIENT_PATIENCE);
            return far.download(server.address(), downloads);
        }
        try (LossyProxy proxy = LossyProxy.before(server.address(), network.faults(), seed)) {
            InetSocketAddress through = proxy.address();
            return Crowd.onLoopback(request, content, CLIENT_PATIENCE).download(through, downloads);
        }
    }

    private static Path root(Path scratch, byte[] content) throws IOException {
        Path root = Files.createDirectories(scratch.resolve("networks-root"));
        Files.write(root.resolve(FILE), content);
        Path served = root.resolve("default"); // where RTFTP looks; the others serve the root itself
        if (!Files.exists(served)) {
            Files.createSymbolicLink(served, Path.of("."));
        }
        return root;
    }
}
