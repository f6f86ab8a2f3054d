package io.rtftp.metrics.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final MetricsAddress ANY = new MetricsAddress("", 0);

    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Publication publication =
            new Publication(registry, 10, new Publication.Journal(infos::add, warnings::add));

    @BeforeEach
    void measure() {
        Gauge.builder().name("answer").register(registry).set(42);
    }

    @AfterEach
    void close() {
        publication.close();
    }

    @Test
    void whatIsMeasuredIsReadOverHttpAsText() throws Exception {
        publication.at(ANY);
        HttpResponse<String> response = get(url());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body()).contains("# TYPE answer gauge\nanswer 42.0\n");
        assertToldOnce("metrics are at " + publication.url());
    }

    @Test
    void aPortAloneIsOpenOnLoopbackOnly() throws IOException {
        publication.at(ANY);
        URI url = URI.create(url());
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
        try (ServerSocket elsewhere = new ServerSocket()) {
            elsewhere.bind(new InetSocketAddress("127.0.0.2", url.getPort())); // throws where every address is taken
        }
    }

    @Test
    void aPortInUseIsToldOnceAndOpenedWhenItIsFree() throws Exception {
        MetricsAddress taken;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            taken = new MetricsAddress("", other.getLocalPort());
            publication.at(taken);
            await(() -> !warnings.isEmpty());
            assertThat(publication.url()).isEmpty();
        }
        assertThat(get(url()).statusCode()).isEqualTo(200);
        assertToldOnce("metrics are at http://" + taken + "/metrics");
        assertThat(warnings)
                .containsExactly("cannot publish metrics at " + taken + ": Address already in use; it is tried again");
    }

    @Test
    void whatIsPublishedStaysUntilTheNextPortIsOpen() throws Exception {
        publication.at(ANY);
        String before = url();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            publication.at(new MetricsAddress("", other.getLocalPort()));
            await(() -> !warnings.isEmpty());
            assertThat(warnings.get(0)).endsWith("it is tried again, and they stay at " + before);
            assertThat(get(before).statusCode()).isEqualTo(200);
        }
        await(() -> !url().equals(before));
        assertThat(get(url()).statusCode()).isEqualTo(200);
    }

    @Test
    void theSamePortOfAnotherAddressIsTakenOver() throws Exception {
        publication.at(ANY);
        int port = URI.create(url()).getPort();
        publication.at(new MetricsAddress("0.0.0.0", port));
        await(() -> publication.url().startsWith("http://0.0.0.0:"));
        assertThat(get("http://127.0.0.2:" + port + "/metrics").statusCode()).isEqualTo(200);
        assertThat(warnings).isEmpty();
    }

    @Test
    void anAddressThatIsNotHereIsToldAndAnotherOneTakesItsPlace() throws Exception {
        publication.at(new MetricsAddress("192.0.2.1", 9_169));
        await(() -> !warnings.isEmpty());
        assertThat(warnings.get(0))
                .isEqualTo(
                        "cannot publish metrics at 192.0.2.1:9169: Cannot assign requested address; it is tried again");
        publication.at(ANY);
        assertThat(get(url()).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownHostIsTold() {
        publication.at(new MetricsAddress("no.such.host.invalid", 9_169));
        await(() -> !warnings.isEmpty());
        assertThat(warnings.get(0)).contains("no.such.host.invalid:9169: unknown host;");
    }

    @Test
    void closedItFreesItsPortAndItsThreads() throws IOException {
        publication.at(ANY);
        int port = URI.create(url()).getPort();
        publication.close();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close(); // throws where it is taken
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rtftp-metrics")
                        || thread.getName().equals("HTTP-Dispatcher")));
        assertThat(infos).hasSize(2);
    }

    /** It is told a moment after it is so. */
    private void assertToldOnce(String line) {
        await(() -> !infos.isEmpty());
        assertThat(infos).containsExactly(line);
    }

    private String url() {
        await(() -> !publication.url().isEmpty());
        return publication.url();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until)
                    .as("nanoseconds over a minute")
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
