package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** Studies as YAML files. A study file names its data relative to its own folder. */
public final class StudyFiles {
    private StudyFiles() {}

    /**
     * Reads a study file and makes the path of its data absolute.
     *
     * @throws UserError if it cannot be read or is no study
     */
    public static StudyRequest read(Path file) {
        StudyRequest request = readAsWritten(file);
        Path folder = folderOf(file);
        DataSpec data = request.data();
        StudyRequest found = data == null
                ? request
                : request.edit().data(data.withPaths(path -> in(folder, path))).build();
        String curves = request.trainer().curves();
        return curves == null
                ? found
                : found.edit()
                        .trainer(request.trainer().withCurves(in(folder, curves)))
                        .build();
    }

    private static String in(Path folder, String file) {
        return folder.resolve(file).normalize().toString();
    }

    /** Like {@link #read}, with the path of the data as written: workers look for it in their data roots. */
    public static StudyRequest readAsWritten(Path file) {
        try {
            return new StudyReader(Policies.onClassPath()).yaml(Files.readString(file));
        } catch (InvalidStudy e) {
            throw UserError.badInput(file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw UserError.badInput(file + ": not text; expected a study file in YAML");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? e.toString() : "no such file";
            throw UserError.badInput(file + ": " + why + "; expected a study file in YAML");
        }
    }

    /** Writes a file that asks for exactly {@code study}, under any name. */
    public static void write(Path file, Study study) {
        ObjectNode yaml = Json.yaml().valueToTree(study);
        yaml.remove("study");
        if (study.data() != null) {
            yaml.set("data", Json.yaml().valueToTree(study.data().withPaths(path -> from(folderOf(file), path))));
        }
        if (study.trainer().curves() != null) {
            yaml.withObject("trainer")
                    .put("curves", from(folderOf(file), study.trainer().curves()));
        }
        try {
            WholeFiles.write(file.toAbsolutePath(), Json.yaml().writeValueAsBytes(yaml));
        } catch (IOException e) {
            throw UserError.badInput(file + ": the study could not be written there (" + e + ")");
        }
    }

    private static String from(Path folder, String file) {
        Path path = Path.of(file);
        return (path.startsWith(folder) ? folder.relativize(path) : path).toString();
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
