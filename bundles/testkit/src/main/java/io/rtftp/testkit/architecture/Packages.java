package io.rtftp.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/**
 * Some packages of a bundle, named as ArchUnit names them ({@code ..internal.wire..}), and what they must not know. A
 * rule about packages that have no class fails.
 */
public final class Packages {

    private final DescribedPredicate<JavaClass> members;

    private Packages(DescribedPredicate<JavaClass> members) {
        this.members = members;
    }

    public static Packages inside(String... packages) {
        return new Packages(resideInAnyPackage(packages));
    }

    public static Packages outside(String... packages) {
        return new Packages(resideOutsideOfPackages(packages));
    }

    public ArchRule knowNothingOf(String... others) {
        return noClasses().that(members).should().dependOnClassesThat().resideInAnyPackage(others);
    }

    /** They know these and themselves; the JDK has to be named as well. */
    public ArchRule knowOnly(String... others) {
        return classes()
                .that(members)
                .should()
                .onlyDependOnClassesThat(
                        members.or(resideInAnyPackage(others)).or(resideInAnyPackage("org.jspecify..")));
    }

    /** Time comes in as a parameter. */
    public ArchRule readNoClock() {
        return noClasses().that(members).should(readAClock());
    }

    /** Time and chance come in as parameters, and whoever calls gives the thread. */
    public ArchRule readNoClockAndStartNoThread() {
        ArchCondition<JavaClass> chance = dependOnClassesThat(JavaClass.Predicates.assignableTo(Random.class));
        ArchCondition<JavaClass> threads = dependOnClassesThat(JavaClass.Predicates.assignableTo(Thread.class));
        return noClasses().that(members).should(readAClock().or(threads).or(chance));
    }

    private static ArchCondition<JavaClass> readAClock() {
        return callMethod(System.class, "nanoTime")
                .or(callMethod(System.class, "currentTimeMillis"))
                .or(callMethod(Instant.class, "now"))
                .or(callMethod(Clock.class, "systemUTC"));
    }
}
