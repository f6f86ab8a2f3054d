package io.rtftp.itests.karaf.driver;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** A Karaf that runs until JUnit has run all tests. */
final class RunningKaraf implements AutoCloseable {

    private final Workplace place;
    private final ExamSystem system;
    private final TestContainer container;
    private final Map<Method, TestAddress> addresses = new HashMap<>();

    private RunningKaraf(Workplace place, ExamSystem system, TestContainer container) {
        this.place = place;
        this.system = system;
        this.container = container;
    }

    static RunningKaraf start(Ground ground) throws IOException {
        System.setIn(InputStream.nullInputStream()); // Pax Exam hands it to Karaf
        Workplace place = Workplace.of(ground.name());
        ExamSystem system = PaxExamRuntime.createTestSystem(ground.options(place));
        TestContainer container = PaxExamRuntime.createContainer(system);
        try {
            container.start();
        } catch (RuntimeException failure) {
            container.stop(); // or its process stays
            throw failure;
        }
        return new RunningKaraf(place, system, container);
    }

    /** Brings the test class in, with all the classes it lies beside. */
    void bring(Class<?> test) throws IOException {
        List<Method> inside = Arrays.stream(test.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(InContainer.class))
                .toList();
        TestProbeBuilder probe = system.createProbe();
        probe.setHeader("Bundle-SymbolicName", "probe." + test.getName());
        probe.setHeader("Bundle-Activator", ProbeActivator.class.getName());
        inside.forEach(method -> addresses.put(method, probe.addTest(test, method.getName())));
        if (!inside.isEmpty()) {
            // Pax Exam's own way gives all probes one location, and so installs only the first.
            container.install("probe:" + test.getName(), probe.build().getStream());
        }
    }

    /** Runs a test method inside. What it asserts there fails here. */
    void run(Method test) {
        try {
            container.call(addresses.get(test));
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AssertionError assertion) {
                    throw assertion;
                }
            }
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        container.stop();
        place.close();
    }
}
