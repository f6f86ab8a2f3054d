package io.rtftp.itests.karaf.driver;

import static org.ops4j.pax.exam.CoreOptions.bootClasspathLibrary;
import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.useOwnKarafExamSystemConfiguration;

import io.rtftp.testkit.net.FreePort;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.libraries.OverrideJUnitBundlesOption;

/** What tests stand on. */
public enum Ground {
    /** Our distribution. */
    DISTRIBUTION("rtftp.distribution"),
    /** Karaf as Apache publishes it, and beside it a Maven repository that has nothing but what is in our kar. */
    STOCK_KARAF("rtftp.karaf");

    private static final String MAVEN = "org.ops4j.pax.url.mvn.cfg";
    private static final long PATIENCE_MILLIS = 300_000;

    /** What is used inside. Karaf would install JUnit's bundles only together with its engine, so all of it comes from the boot class path. */
    private static final List<Class<?>> LIBRARIES = List.of(
            Test.class, JUnitException.class, AssertionFailedError.class, Assertions.class, ScriptedClient.class);

    /** What Karaf's own script says to the JVM of a version that has modules. */
    private static final List<String> MODULES = List.of(
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-VERSION.jar",
            "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-VERSION.jar",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED");

    private final String archive;

    Ground(String archive) {
        this.archive = archive;
    }

    /** How Pax Exam starts it. */
    Option[] options(Workplace place) throws IOException {
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                Path.of(setting(archive)).toRealPath().toUri().toString())
                        .name(name())
                        .karafVersion(setting("rtftp.karaf.version"))
                        .unpackDirectory(place.containers().toFile()),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                useOwnKarafExamSystemConfiguration(ProbeActivator.DRIVER),
                new OverrideJUnitBundlesOption(), // none: see LIBRARIES
                systemTimeout(PATIENCE_MILLIS),
                vmOption("-Xmx512m"),
                vmOption("-XX:TieredStopAtLevel=1"),
                vmOption("-Djava.io.tmpdir=" + place.temporary()),
                bootDelegationPackages("org.junit.*", "org.opentest4j", "org.assertj.*", "io.rtftp.testkit.*"),
                put(
                        MAVEN,
                        "org.ops4j.pax.url.mvn.localRepository",
                        repository(place).toString()),
                put(MAVEN, "org.ops4j.pax.url.mvn.repositories", ""), // no network
                put("org.apache.karaf.shell.cfg", "sshPort", Integer.toString(FreePort.any())),
                put("org.apache.karaf.management.cfg", "rmiRegistryPort", Integer.toString(FreePort.any())),
                put("org.apache.karaf.management.cfg", "rmiServerPort", Integer.toString(FreePort.any())),
                put("io.rtftp.cfg", "listen", "127.0.0.1:" + FreePort.any()),
                put("io.rtftp.cfg", "tftp_root", place.root().toString()),
                put("io.rtftp.cfg", "spool_dir", place.spool().toString()),
                systemProperty("rtftp.test.root").value(place.root().toString()),
                systemProperty("rtftp.version").value(setting("rtftp.version")),
                systemProperty("rtftp.kar").value(setting("rtftp.kar"))));
        for (Class<?> used : LIBRARIES) {
            options.add(bootClasspathLibrary(
                    used.getProtectionDomain().getCodeSource().getLocation().toString()));
        }
        MODULES.forEach(option -> options.add(vmOption(option.replace("VERSION", setting("rtftp.karaf.version")))));
        if (Boolean.getBoolean("rtftp.keep")) {
            options.add(keepRuntimeFolder());
        }
        if (this == STOCK_KARAF) {
            Path inKar = place.unpacked(Path.of(setting("rtftp.kar")));
            options.add(systemProperty("rtftp.test.repository").value(inKar.toString()));
            // As Karaf has it, and one more: a kar that is installed puts its own beside the system's.
            options.add(put(
                    MAVEN,
                    "org.ops4j.pax.url.mvn.defaultRepositories",
                    "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots,"
                            + "file:${karaf.data}/kar@id=kar.repository@multi@snapshots," + inKar.toUri()
                            + "@id=test.repository@snapshots"));
        }
        return options.toArray(Option[]::new);
    }

    private Path repository(Workplace place) throws IOException {
        Path usual = Path.of(setting("rtftp.repository"));
        return this == STOCK_KARAF ? place.withoutOurs(usual) : usual;
    }

    private static Option put(String file, String key, String value) {
        return editConfigurationFilePut("etc/" + file, key, value);
    }

    private static String setting(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is not set; itests/pom.xml sets it");
        }
        return value;
    }
}
