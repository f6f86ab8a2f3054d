package io.rtftp.guestfs.internal.appliance;

import static io.rtftp.guestfs.internal.appliance.Waiting.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One appliance that is left to another revision of the bundle before it has begun to boot. */
class LibguestfsApplianceTest {

    @TempDir
    Path directory;

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ScriptedLauncher launcher = new ScriptedLauncher(launch -> true);
    private final Handover handover = new Handover(new ConcurrentHashMap<>());
    private ApplianceBoot boot;
    private LibguestfsAppliance appliance;

    @BeforeEach
    void makeOneThatHasNotBegun() throws IOException {
        RunDirectory runs = RunDirectory.below(directory);
        boot = new ApplianceBoot(
                launcher, new Kvm(() -> false, new HashMap<>()), runs, SharedSupply.settings(directory, 1, 2));
        appliance = new LibguestfsAppliance(1, boot, watchdog, handover);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        appliance.close();
        on(appliance.ended());
        watchdog.shutdownNow();
        boot.close(); // and with it the run directory
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void doesNotWaitForItself() {
        appliance.offer();

        assertThatThrownBy(() -> on(appliance.launch()))
                .isInstanceOf(ApplianceException.class)
                .hasMessage("it was left to another revision of the bundle before it had a machine");

        assertThat(launcher.tried()).isEmpty();
    }

    @Test
    void doesNotTakeFromTheOneItIsLeftTo() {
        CompletableFuture<Map<String, Object>> never = new CompletableFuture<>();
        handover.offer(wanted -> never);
        appliance.offer();

        assertThatThrownBy(() -> on(appliance.launch())).isInstanceOf(ApplianceException.class);

        assertThat(handover.next(boot.wanted(1))).contains(never);
    }

    @Test
    void failsWhoHasTakenIt() {
        appliance.offer();
        CompletableFuture<Map<String, Object>> given =
                handover.next(boot.wanted(1)).orElseThrow();
        assertThatThrownBy(() -> on(appliance.launch())).isInstanceOf(ApplianceException.class);

        appliance.close();

        assertThatThrownBy(() -> on(given)).isInstanceOf(ApplianceException.class);
    }
}
