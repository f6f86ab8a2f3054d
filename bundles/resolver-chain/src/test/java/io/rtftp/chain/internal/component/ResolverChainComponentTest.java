package io.rtftp.chain.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain.ResolverView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The component in a real framework that comes to its start level in two steps, as Karaf's does. */
@NullMarked
class ResolverChainComponentTest {

    private static final Resolution NOT_HERE = new Resolution.NotHere("no file");
    private static final FileResolver PLACE = request -> CompletableFuture.completedFuture(NOT_HERE);
    private static final Map<String, Object> PROPERTIES =
            Map.of(FileResolver.NAME, "place", "service.ranking", 200, "service.id", 1L);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Framework framework;

    ResolverChainComponentTest(@TempDir Path storage) {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "1"));
    }

    @BeforeEach
    void beginAtLevelOneOfTen() throws BundleException {
        System.setProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10");
        framework.start();
    }

    @AfterEach
    void stop() throws BundleException {
        System.clearProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        framework.stop();
    }

    @Test
    void requestsWaitUntilTheContainerIsAtItsStartLevel() {
        ResolverChainComponent chain = new ResolverChainComponent(framework.getBundleContext());
        chain.addResolver(PLACE, PROPERTIES);
        CompletableFuture<Resolution> answer = chain.resolve(
                        new FileRequest("kernel", new InetSocketAddress("192.0.2.5", 2070)))
                .toCompletableFuture();
        assertThat(answer).isNotDone();

        climb();

        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(NOT_HERE);
        chain.deactivate();
    }

    @Test
    void theContainerHasStartedWhenItIsAtKarafsLevelAndNotWhenItIsAtTheFrameworks() {
        assertThat(new ContainerStart(framework.getBundleContext()).isOver()).isFalse();

        CompletableFuture<Boolean> there = new CompletableFuture<>();
        framework
                .adapt(FrameworkStartLevel.class)
                .setStartLevel(10, event -> there.complete(new ContainerStart(framework.getBundleContext()).isOver()));

        assertThat(there).succeedsWithin(PATIENCE).isEqualTo(true);
    }

    @Test
    void belowItsStartLevelTheContainerHasStartedOnceNoResolverIsYetToCome(@TempDir Path jars) throws Exception {
        Bundle late = install(
                jars.resolve("late.jar"),
                "osgi.service;objectClass:List<String>=\"" + FileResolver.class.getName() + "\"");
        late.adapt(BundleStartLevel.class).setStartLevel(6);
        late.start();
        ContainerStart start = new ContainerStart(framework.getBundleContext());

        climbTo(5);
        assertThat(start.isOver()).isFalse();
        climbTo(7);
        assertThat(start.isOver()).isTrue();
    }

    @Test
    void aBundleThatDeclaresNoResolverIsNotWaitedFor(@TempDir Path jars) throws Exception {
        Bundle late = install(jars.resolve("late.jar"), "osgi.service;objectClass:List<String>=\"java.lang.Runnable\"");
        late.adapt(BundleStartLevel.class).setStartLevel(6);
        late.start();
        climbTo(5);

        assertThat(new ContainerStart(framework.getBundleContext()).isOver()).isTrue();
    }

    @Test
    void resolversComeMoveAndGo() {
        ResolverChainComponent chain = new ResolverChainComponent(framework.getBundleContext());
        chain.addResolver(PLACE, PROPERTIES);
        chain.updatedResolver(PLACE, Map.of(FileResolver.NAME, "place", "service.ranking", 50, "service.id", 1L));
        assertThat(chain.resolvers()).containsExactly(new ResolverView("place", 50, 0, 0, 0, 0));

        chain.removeResolver(PROPERTIES);

        assertThat(chain.resolvers()).isEmpty();
        chain.deactivate();
    }

    private Bundle install(Path jar, String capability) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "late");
        manifest.getMainAttributes().putValue(Constants.PROVIDE_CAPABILITY, capability);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private void climbTo(int level) {
        CompletableFuture<Integer> there = new CompletableFuture<>();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> there.complete(level));
        assertThat(there).succeedsWithin(PATIENCE);
    }

    private void climb() {
        framework.adapt(FrameworkStartLevel.class).setStartLevel(10);
    }
}
