package io.rtftp.protocol.internal.component;

import static io.rtftp.testkit.tftp.Packets.ack;
import static io.rtftp.testkit.tftp.Packets.readRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.file.ResolverFailedException;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The component as Declarative Services drives it, with a framework of a few lines. */
class ProtocolComponentTest {

    private final List<String> loaded = new CopyOnWriteArrayList<>();
    private final ProtocolComponent component = new ProtocolComponent(Map.of("listen", "127.0.0.1:0"));

    @AfterEach
    void stop() {
        component.deactivate(framework(Bundle.STOPPING));
    }

    @Test
    void theNewestChainIsAskedAndTheOneBeforeWhenItGoes() {
        ResolverChain old = failing("old");
        ResolverChain young = failing("young");
        component.addChain(old);
        component.addChain(young);
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            assertThat(client.ask(readRequest("a")).receive().message()).startsWith("young");

            component.removeChain(young);

            assertThat(client.ask(readRequest("a")).receive().message()).startsWith("old");
        }
    }

    @Test
    void whatIsConfiguredAnewIsTakenAndWhatIsWrongIsNot() {
        component.addChain(failing("chain"));
        InetSocketAddress before = address();

        component.modified(Map.of("listen", "nonsense"));
        assertThat(address()).isEqualTo(before);

        component.modified(Map.of("listen", "127.0.0.2:0"));
        await(() -> address().getHostString().equals("127.0.0.2"));
        assertThat(component.view().state()).isEqualTo(ServerView.State.READY);
    }

    @Test
    void whenOnlyTheBundleGoesItsPortIsFreeAndItsClassesAreLoaded() throws Exception {
        component.addChain(failing("chain"));
        InetSocketAddress port = address();

        component.deactivate(framework(Bundle.ACTIVE));

        new DatagramSocket(port).close(); // throws where it is taken
        assertThat(loaded)
                .containsExactly(
                        "io.rtftp.protocol.internal.net.Session", "io.rtftp.protocol.internal.net.Session$Context");
    }

    @Test
    void whoListensHearsTheEndOfATransferThatOutlivesTheBundle() {
        component.addChain(chain(CompletableFuture.completedFuture(new Resolution.Found(new SmallFile(), "attic"))));
        List<TransferView> heard = new CopyOnWriteArrayList<>();
        TransferListener listener = heard::add;
        component.addTransferListener(listener);
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            assertThat(client.ask(readRequest("small")).receive().isData(1)).isTrue();

            component.deactivate(framework(Bundle.ACTIVE));
            component.removeTransferListener(listener); // as Declarative Services does then
            client.send(ack(1));

            await(() -> heard.stream().anyMatch(view -> view.state() == TransferView.State.COMPLETED));
        }
    }

    @Test
    void whoHearsOnlyEndsIsToldNothingElse() {
        component.addChain(chain(CompletableFuture.completedFuture(new Resolution.Found(new SmallFile(), "attic"))));
        List<TransferView.State> all = new CopyOnWriteArrayList<>();
        List<TransferView.State> ends = new CopyOnWriteArrayList<>();
        component.addTransferListener(view -> all.add(view.state()));
        component.addTransferListener(new TransferListener() {
            @Override
            public void transferChanged(TransferView transfer) {
                ends.add(transfer.state());
            }

            @Override
            public boolean hearsEndsOnly() {
                return true;
            }
        });
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            client.ask(readRequest("small")).receive();
            client.send(ack(1));
            await(() -> all.contains(TransferView.State.COMPLETED));
        }
        assertThat(all).containsExactly(TransferView.State.SENDING, TransferView.State.COMPLETED);
        await(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(TransferView.State.COMPLETED);
    }

    @Test
    void whatIsRefusedOrIgnoredIsCounted() {
        component.addChain(failing("chain"));
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            client.ask(Packets.request(2, "upload", "octet")).receive();
            client.ask(readRequest("../secret")).receive();
            client.ask(Packets.error(0, "nobody asked"));
            await(() -> component.counts().ignored() == 1);
            assertThat(component.counts()).isEqualTo(new ServerCounts(1, 1, 0, 1, 0));
        }
    }

    @Test
    void whenEverythingGoesAClientThatWaitsIsTold() {
        component.addChain(chain(new CompletableFuture<>()));
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            client.ask(readRequest("late"));
            await(() -> !component.running().isEmpty());

            component.deactivate(framework(Bundle.STOPPING));

            Reply reply = client.receive();
            assertThat(reply.isError(0)).as(reply.toString()).isTrue();
            assertThat(loaded).isEmpty();
        }
    }

    @Test
    void transfersAreListedAndCancelled() {
        component.addChain(chain(new CompletableFuture<>()));
        List<String> states = new CopyOnWriteArrayList<>();
        component.addTransferListener(view -> states.add(view.state().name()));
        try (ScriptedClient client = ScriptedClient.at("127.0.0.1", address())) {
            client.ask(readRequest("late")).ask(ack(1));
            await(() -> component.running().size() == 1);

            assertThat(component.cancel(component.running().get(0).id())).isTrue();

            assertThat(client.receive().message()).isEqualTo("cancelled by an operator");
            await(() -> states.contains("CANCELLED"));
            assertThat(component.running()).isEmpty();
            assertThat(component.ended()).hasSize(1);
            assertThat(component.cancel(4_711)).isFalse();
            assertThat(client.ask(Packets.error(0, "")).receive(Duration.ofMillis(50)))
                    .isEmpty();
        }
    }

    private InetSocketAddress address() {
        await(() -> component.view().state() == ServerView.State.READY);
        return component.view().listening().get(0);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until)
                    .as("nanoseconds over a minute")
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static ResolverChain failing(String name) {
        return chain(
                CompletableFuture.failedFuture(new ResolverFailedException(name, new IllegalStateException("off"))));
    }

    private static ResolverChain chain(CompletableFuture<Resolution> answer) {
        return (ResolverChain) Proxy.newProxyInstance(
                ResolverChain.class.getClassLoader(),
                new Class<?>[] {ResolverChain.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "resolve" -> answer;
                    case "equals" -> proxy == arguments[0];
                    default -> throw new AssertionError(method.toString());
                });
    }

    private BundleContext framework(int state) {
        Bundle system = bundle(state);
        Bundle own = bundle(Bundle.STOPPING);
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> arguments == null ? own : system);
    }

    private Bundle bundle(int state) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getState" -> state;
                    case "findEntries" ->
                        Collections.enumeration(List.of(
                                new URL("file:/io/rtftp/protocol/internal/net/Session.class"),
                                new URL("file:/io/rtftp/protocol/internal/net/Session$Context.class")));
                    case "loadClass" -> {
                        loaded.add((String) arguments[0]);
                        yield Class.forName((String) arguments[0]);
                    }
                    default -> throw new AssertionError(method.toString());
                });
    }
}
