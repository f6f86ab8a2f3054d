package io.rtftp.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The load generator, {@code tools/tftpload.c}: runs downloads, verifies every byte, prints one line of JSON. */
final class Load {

    /** How the generator words ERROR 1, file not found; what follows is the server's own text. */
    private static final String NOT_FOUND = "server: 1 ";

    private final Path program;
    private final Path reference;
    private final String firstClient;
    private final int clients;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * A generator that plays some clients.
     *
     * @param program the generator
     * @param reference the file that every download is compared with, or a directory that holds it under the name asked for
     * @param firstClient the first client's address; the others follow
     * @param clients how many there are
     */
    Load(Path program, Path reference, String firstClient, int clients) {
        this.program = program;
        this.reference = reference;
        this.firstClient = firstClient;
        this.clients = clients;
    }

    /**
     * Runs one lane against one server.
     *
     * @throws IOException when the load generator fails itself; downloads that fail are counted in the result
     */
    Measured run(Lane lane, RunningServer server) throws IOException, InterruptedException {
        Usage.forgetPeak(server.process());
        Usage before = Usage.of(server.process());
        Process load = new ProcessBuilder(command(lane, server.contender().port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode said = json.readTree(load.getInputStream().readAllBytes());
        load.waitFor();
        if (said == null || !said.has("seconds")) {
            throw new IOException(program + " failed with status " + load.exitValue());
        }
        return measured(lane, said, before, Usage.of(server.process()));
    }

    /** What a lane gave, after what the generator printed; to be told that there is no such file is what the missing one is asked for. */
    static Measured measured(Lane lane, JsonNode said, Usage before, Usage after) {
        int expectedFailures = lane.file().equals(Lane.MISSING) ? notFound(said.get("errors")) : 0;
        int requests = said.get("ok").asInt() + expectedFailures;
        double figure = lane.unit() == Lane.Unit.REQUESTS_PER_SECOND
                ? requests / said.get("seconds").asDouble()
                : said.get("MiBps").asDouble();
        return new Measured(
                figure,
                said.get("failed").asInt() - expectedFailures,
                after.cpuSeconds() - before.cpuSeconds(),
                said.get("bytes").asLong(),
                after.peakBytes());
    }

    private static int notFound(JsonNode errors) {
        return errors.properties().stream()
                .filter(error -> error.getKey().startsWith(NOT_FOUND))
                .map(Map.Entry::getValue)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private List<String> command(Lane lane, int port) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--server",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--file",
                lane.file(),
                "--src-base",
                firstClient,
                "--src-count",
                String.valueOf(clients),
                "--max-seconds",
                "120"));
        if (!lane.file().equals(Lane.MISSING)) {
            Path expected = Files.isDirectory(reference) ? reference.resolve(lane.file()) : reference;
            command.addAll(List.of("--reference", expected.toString()));
        }
        command.addAll(lane.arguments());
        return command;
    }
}
