package io.rtftp.metrics.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.DiskListener;
import io.rtftp.api.transfer.TransferListener;
import io.rtftp.testkit.net.FreePort;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

class MetricsComponentTest {

    private final List<Class<?>> registered = new ArrayList<>();
    private final MetricsComponent component = new MetricsComponent(bundleContext(), Map.of());
    private final int port = FreePort.any();

    @AfterEach
    void stop() {
        component.deactivate();
    }

    @Test
    void atFirstNobodyListensToAnything() {
        assertThat(registered).isEmpty();
        component.modified(Map.of("metrics_listen", " "));
        assertThat(registered).isEmpty();
    }

    @Test
    void onAndOffAgainWhileItRuns() {
        component.modified(listen(port));
        assertThat(registered).containsExactly(TransferListener.class, DiskListener.class);
        await(true);

        component.modified(Map.of());
        assertThat(registered).isEmpty();
        await(false);
    }

    @Test
    void aWrongValueChangesNothing() {
        component.modified(listen(port));
        component.modified(Map.of("metrics_listen", "everywhere"));
        assertThat(registered).hasSize(2);
        await(true);
    }

    @Test
    void anotherKeyOfTheConfigurationChangesNothing() {
        component.modified(listen(port));
        component.modified(Map.of("metrics_listen", Integer.toString(port), "idle_timeout", "7"));
        assertThat(registered).hasSize(2);
        await(true);
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(component.transfers()).isEmpty();
        assertThat(component.chain()).isEmpty();
        assertThat(component.server()).isEmpty();
        assertThat(component.diskRegistry()).isEmpty();
    }

    private static Map<String, Object> listen(int port) {
        return Map.of("metrics_listen", Integer.toString(port));
    }

    private void await(boolean open) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (isOpen() != open) {
            assertThat(System.nanoTime() - until)
                    .as("nanoseconds over a minute")
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isOpen() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private BundleContext bundleContext() {
        Bundle bundle = fake(Bundle.class, (method, arguments) -> Version.parseVersion("1.2.3"));
        return fake(BundleContext.class, (method, arguments) -> {
            if (method.equals("getBundle")) {
                return bundle;
            }
            Class<?> type = (Class<?>) arguments[0];
            registered.add(type);
            return fake(ServiceRegistration.class, (unregister, none) -> registered.remove(type) ? null : "unknown");
        });
    }

    /** What a fake answers. */
    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
