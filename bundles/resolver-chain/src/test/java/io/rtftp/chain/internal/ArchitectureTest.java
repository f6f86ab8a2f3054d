package io.rtftp.chain.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.chain", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_CHAIN_KNOWS_NO_OSGI = noClasses()
            .that()
            .resideInAPackage("..ranked..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.osgi..", "..component..");

    @ArchTest
    static final ArchRule TIME_COMES_IN_AS_A_PARAMETER = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
