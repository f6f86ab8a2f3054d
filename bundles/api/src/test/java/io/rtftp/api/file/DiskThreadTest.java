package io.rtftp.api.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskThreadTest {

    private final List<Runnable> handedOver = new ArrayList<>();
    private final List<Thread> ran = new ArrayList<>();

    @Test
    void anyOtherThreadHandsOver() {
        look();
        assertThat(handedOver).hasSize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void aDiskThreadLooksItself() throws InterruptedException {
        Thread patient = new Patient(this::look);
        patient.start();
        patient.join();
        assertThat(ran).containsExactly(patient);
        assertThat(handedOver).isEmpty();
    }

    private void look() {
        DiskThread.run(() -> ran.add(Thread.currentThread()), handedOver::add);
    }

    private static final class Patient extends Thread implements DiskThread {

        Patient(Runnable work) {
            super(work);
        }
    }
}
