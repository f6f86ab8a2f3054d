package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.ApplianceSettings.Accelerator;
import io.rtftp.guestfs.internal.appliance.Machine.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which accelerator is tried when, with a launcher that does as it is told. */
class ApplianceBootTest {

    @TempDir
    Path directory;

    private final ScriptedLauncher launcher = new ScriptedLauncher(Launch::emulated);
    private final Map<Object, Object> process = new HashMap<>();
    private RunDirectory runs;
    private int booted;

    @BeforeEach
    void makeTheRunDirectory() throws IOException {
        runs = RunDirectory.below(directory);
    }

    @AfterEach
    void removeIt() throws IOException {
        runs.close();
        assertThat(runs.path()).doesNotExist();
    }

    private ApplianceSettings settings(Accelerator accelerator) {
        return settings(accelerator, directory);
    }

    private static ApplianceSettings settings(Accelerator accelerator, Path runs) {
        ApplianceSettings usual = SharedSupply.settings(runs, 0, 1);
        return new ApplianceSettings(
                usual.warm(),
                usual.most(),
                accelerator,
                usual.memoryMebibytes(),
                usual.callLimit(),
                usual.launchLimit(),
                usual.runDirectory(),
                usual.tlsDirectory(),
                false);
    }

    private ApplianceBoot boot(Accelerator accelerator, boolean kvmPresent) {
        return new ApplianceBoot(launcher, new Kvm(() -> kvmPresent, process), runs, settings(accelerator));
    }

    private void bootOnce(ApplianceBoot boot) throws ApplianceException, IOException {
        try {
            boot.boot(++booted, List.of(), () -> false).machine().close();
        } finally {
            boot.removeDirectory(booted);
        }
    }

    @Test
    void kvmThatFailsIsFoundOutOnceAndEmulationUsedFromThenOn() throws Exception {
        ApplianceBoot boot = boot(Accelerator.AUTO, true);

        bootOnce(boot);
        bootOnce(boot);
        bootOnce(boot);

        assertThat(launcher.tried()).containsExactly("kvm", "tcg", "tcg", "tcg");
    }

    @Test
    void theNextRevisionOfTheBundleDoesNotFindItOutAgain() throws Exception {
        bootOnce(boot(Accelerator.AUTO, true));
        bootOnce(boot(Accelerator.AUTO, true));

        assertThat(launcher.tried()).containsExactly("kvm", "tcg", "tcg");
    }

    @Test
    void kvmThatWorksIsUsed() throws Exception {
        launcher.letWork(launch -> true);
        ApplianceBoot boot = boot(Accelerator.AUTO, true);

        bootOnce(boot);
        bootOnce(boot);

        assertThat(launcher.tried()).containsExactly("kvm", "kvm");
    }

    @Test
    void aLaunchThatFailsWhereKvmHasWorkedIsNotItsFaultNorIsItForTheNextRevision() throws Exception {
        launcher.letWork(launch -> true);
        bootOnce(boot(Accelerator.AUTO, true));
        launcher.letWork(Launch::emulated);
        for (int failure = 1; failure <= 2; failure++) {
            assertThatThrownBy(() -> bootOnce(boot(Accelerator.AUTO, true))).hasMessage("it does not start");
        }
        launcher.letWork(launch -> true);

        bootOnce(boot(Accelerator.AUTO, true));

        assertThat(launcher.tried()).containsOnly("kvm").hasSize(4);
    }

    @Test
    void failuresAreCountedFromTheLastLaunchThatWorked() throws Exception {
        ApplianceBoot boot = boot(Accelerator.AUTO, true);
        for (int day = 1; day <= 5; day++) {
            launcher.letWork(launch -> true);
            bootOnce(boot);
            launcher.letWork(Launch::emulated);
            assertThatThrownBy(() -> bootOnce(boot)).hasMessage("it does not start");
        }

        assertThat(launcher.tried()).containsOnly("kvm").hasSize(10);
    }

    @Test
    void kvmThatHasWorkedAndFailsThreeTimesInARowIsGivenUpWhereEmulationWorks() throws Exception {
        ApplianceBoot boot = boot(Accelerator.AUTO, true);
        launcher.letWork(launch -> true);
        bootOnce(boot);
        launcher.letWork(Launch::emulated);
        for (int failure = 1; failure <= 2; failure++) {
            assertThatThrownBy(() -> bootOnce(boot)).hasMessage("it does not start");
        }

        bootOnce(boot);
        bootOnce(boot);

        assertThat(launcher.tried()).containsExactly("kvm", "kvm", "kvm", "kvm", "tcg", "tcg");
    }

    @Test
    void whereThereIsNoKvmItIsNotTried() throws Exception {
        bootOnce(boot(Accelerator.AUTO, false));

        assertThat(launcher.tried()).containsExactly("tcg");
    }

    @Test
    void whereNothingBootsKvmIsNotToBlameAndTriedAgain() throws Exception {
        ApplianceBoot boot = boot(Accelerator.AUTO, true);
        launcher.letWork(launch -> false);
        assertThatThrownBy(() -> bootOnce(boot)).hasMessage("it does not start");
        launcher.letWork(launch -> true);

        bootOnce(boot);

        assertThat(launcher.tried()).containsExactly("kvm", "tcg", "kvm");
    }

    @Test
    void kvmAloneIsTriedWhereItIsAskedFor() {
        ApplianceBoot boot = boot(Accelerator.KVM, false);

        assertThatThrownBy(() -> bootOnce(boot)).hasMessage("it does not start");

        assertThat(launcher.tried()).containsExactly("only kvm");
    }

    @Test
    void emulationAloneIsTriedWhereItIsAskedFor() throws Exception {
        bootOnce(boot(Accelerator.TCG, true));

        assertThat(launcher.tried()).containsExactly("tcg");
    }

    @Test
    void anotherAcceleratorInTheConfigurationGivesKvmAnotherChance() throws Exception {
        ApplianceBoot boot = boot(Accelerator.AUTO, true);
        bootOnce(boot);
        boot.configure(settings(Accelerator.TCG));
        boot.configure(settings(Accelerator.AUTO));

        bootOnce(boot);

        assertThat(launcher.tried()).containsExactly("kvm", "tcg", "kvm", "tcg");
    }

    @Test
    void anotherRunDirectoryHoldsForTheNextAppliancesAndTheOldOneGoesWithTheLast() throws Exception {
        Path old = directory.resolve("old");
        Path other = directory.resolve("other");
        ApplianceBoot boot = new ApplianceBoot(
                launcher, new Kvm(() -> false, process), RunDirectory.below(old), settings(Accelerator.TCG, old));
        Machine first = boot.boot(1, List.of(), () -> false).machine();
        assertThat(boot.wanted(2)).contains(" in " + old);

        boot.configure(settings(Accelerator.TCG, other));
        Machine next = boot.boot(3, List.of(), () -> false).machine();

        assertThat(boot.directory(1)).isDirectory().startsWith(old);
        assertThat(boot.directory(2)).as("as was wanted").startsWith(old);
        assertThat(boot.directory(3)).isDirectory().startsWith(other);
        assertThat(boot.wanted(4)).contains(" in " + other);
        boot.removeDirectory(1);
        boot.removeDirectory(4);
        assertThat(boot.directory(2)).isDirectory();
        boot.forgetDirectory(2);
        boot.removeDirectory(2);
        assertThat(old).isEmptyDirectory();
        boot.removeDirectory(3);
        boot.close();
        assertThat(other).isEmptyDirectory();
        boot.configure(settings(Accelerator.TCG, old));
        boot.close();
        assertThat(old).isEmptyDirectory();
        first.close();
        next.close();
    }

    @Test
    void whereARunDirectoryCanNotBeMadeTheOldOneStays() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        ApplianceBoot boot = boot(Accelerator.TCG, false);

        boot.configure(settings(Accelerator.TCG, file.resolve("below")));

        assertThat(boot.directory(1)).isDirectory().startsWith(runs.path());
        boot.removeDirectory(1);
    }
}
