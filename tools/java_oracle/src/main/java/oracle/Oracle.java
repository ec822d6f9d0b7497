package oracle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * One resource as JSON on each line of standard input; on standard output, for each, its findings in one line:
 * severity, location, message id and message, parted by U+001F, findings by U+001E.
 */
public final class Oracle {
    private Oracle() {}

    public static void main(String[] arguments) throws Exception {
        FhirContext context = FhirContext.forR4();
        ValidationSupportChain support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context));
        FhirInstanceValidator module = new FhirInstanceValidator(support);
        module.setAnyExtensionsAllowed(true);
        module.setErrorForUnknownProfiles(false);
        module.setNoTerminologyChecks(false);
        FhirValidator validator = context.newValidator().registerValidatorModule(module);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(findings(validator, line));
        }
    }

    private static String findings(FhirValidator validator, String resource) {
        StringBuilder told = new StringBuilder();
        try {
            for (SingleValidationMessage one : validator.validateWithResult(resource).getMessages()) {
                add(told, String.valueOf(one.getSeverity()), one.getLocationString(), one.getMessageId(), one.getMessage());
            }
        } catch (RuntimeException failure) {
            add(told, "FATAL", "", "exception", String.valueOf(failure));
        }
        return told.toString();
    }

    private static void add(StringBuilder told, String... parts) {
        if (told.length() > 0) {
            told.append('\u001e');
        }
        for (int place = 0; place < parts.length; place++) {
            String text = parts[place] == null ? "" : parts[place];
            told.append(place == 0 ? "" : "\u001f").append(text.replaceAll("[\\r\\n\\u001e\\u001f]", " "));
        }
    }
}
