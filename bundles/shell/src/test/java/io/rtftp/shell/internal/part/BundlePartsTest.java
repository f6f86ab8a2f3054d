package io.rtftp.shell.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.shell.internal.Answering;
import io.rtftp.shell.internal.FakeTransfers;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

@NullMarked
class BundlePartsTest {

    private static final TransferRegistry TRANSFERS = new FakeTransfers(List.of(), List.of());

    private final ServiceReference<?> reference = Answering.with(ServiceReference.class, Map.of());
    private int inUse;

    @Test
    void aServiceIsLookedUpAtEachCallAndGivenBackAtTheEnd() {
        try (BundleParts parts = new BundleParts(framework(true, reference))) {
            assertThat(parts.find(TransferRegistry.class)).containsSame(TRANSFERS);
            assertThat(parts.find(TransferRegistry.class)).containsSame(TRANSFERS);
            assertThat(inUse).isEqualTo(2);
        }
        assertThat(inUse).isZero();
    }

    @Test
    void aServiceThatIsAbsentOrGoesMeanwhileIsNone() {
        try (BundleParts parts = new BundleParts(framework(true, null))) {
            assertThat(parts.find(TransferRegistry.class)).isEmpty();
        }
        try (BundleParts parts = new BundleParts(framework(false, reference))) {
            assertThat(parts.find(TransferRegistry.class)).isEmpty();
        }
        assertThat(inUse).isZero();
    }

    @Test
    void theRootIsWatchedWhileTheWatchersBundleRuns() {
        assertThat(isWatched("io.rtftp.watcher", Bundle.ACTIVE)).isTrue();
        assertThat(isWatched("io.rtftp.watcher", Bundle.RESOLVED)).isFalse();
        assertThat(isWatched("io.rtftp.protocol", Bundle.ACTIVE)).isFalse();
    }

    private static boolean isWatched(String name, int state) {
        Bundle bundle = Answering.with(Bundle.class, Map.of("getSymbolicName", name, "getState", state));
        try (BundleParts parts =
                new BundleParts(Answering.with(BundleContext.class, Map.of("getBundles", new Bundle[] {bundle})))) {
            return parts.isWatched();
        }
    }

    private BundleContext framework(boolean alive, @Nullable ServiceReference<?> found) {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getServiceReference" -> {
                            return found;
                        }
                        case "getService" -> {
                            inUse += alive ? 1 : 0;
                            return alive ? TRANSFERS : null;
                        }
                        case "ungetService" -> {
                            inUse--;
                            return true;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
