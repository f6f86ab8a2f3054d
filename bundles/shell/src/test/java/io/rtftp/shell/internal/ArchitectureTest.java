package io.rtftp.shell.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.NullMarked;
import org.osgi.framework.BundleContext;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.shell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> COMMANDS = DescribedPredicate.describe(
            "are commands",
            type -> type.isAssignableTo(Action.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT));

    @ArchTest
    static final ArchRule TEXT_AND_INPUT_KNOW_NEITHER_OSGI_NOR_THE_SHELL = noClasses()
            .that()
            .resideInAnyPackage("..text..", "..page..", "..input..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.osgi..", "org.apache..", "..part..", "..command..", "..complete..");

    @ArchTest
    static final ArchRule TIME_COMES_IN_AS_A_PARAMETER = noClasses()
            .that()
            .resideOutsideOfPackage("..command..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule EVERY_COMMAND_CAN_BE_FOUND_AND_READ = classes()
            .that(COMMANDS)
            .should()
            .beAnnotatedWith(Service.class)
            .andShould()
            .bePublic()
            .andShould(haveScopeNameAndDescription());

    @ArchTest
    static final ArchRule NO_COMMAND_IS_MISSING_BECAUSE_A_SERVICE_IS = fields().that()
            .areAnnotatedWith(Reference.class)
            .should()
            .haveRawType(BundleContext.class)
            .orShould()
            .haveRawType(Session.class)
            .because("Karaf withdraws all commands of a bundle while one @Reference is not satisfied");

    private static ArchCondition<JavaClass> haveScopeNameAndDescription() {
        return new ArchCondition<>("have the scope rtftp, a name, and a description of everything that is typed") {
            @Override
            public void check(JavaClass command, ConditionEvents events) {
                Command annotation = command.getAnnotationOfType(Command.class);
                boolean right = annotation.scope().equals("rtftp")
                        && annotation.name().matches("[a-z]+(-[a-z]+)?")
                        && isSentence(annotation.description())
                        && command.getFields().stream().allMatch(ArchitectureTest::isDescribed);
                events.add(new SimpleConditionEvent(command, right, command.getName() + ": " + annotation));
            }
        };
    }

    private static boolean isDescribed(JavaField field) {
        return field.tryGetAnnotationOfType(Option.class)
                        .map(Option::description)
                        .filter(d -> !isSentence(d))
                        .isEmpty()
                && field.tryGetAnnotationOfType(Argument.class)
                        .map(Argument::description)
                        .filter(d -> !isSentence(d))
                        .isEmpty();
    }

    private static boolean isSentence(String description) {
        return description.matches("[A-Z].{10,120}[^.]");
    }
}
