package io.rtftp.itests.karaf.driver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of this class run against a Karaf that is started for all tests of its ground. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(KarafExtension.class)
public @interface KarafTest {

    /** What is started. */
    Ground value();
}
