#include "app/jobs/training/run_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/jobs/training/run_moments.h"
#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/model_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kRunFile = "run.json";
constexpr const char* kCurvesFile = "curves.csv";
constexpr const char* kModelFile = "model.h5";
constexpr const char* kMomentsFile = "moments.bin";
constexpr std::uint64_t kMaxRunBytes = 1 << 20, kMaxCurvesBytes = 1 << 28;
/// Of the file of moments, which holds at least two snapshots of any size.
constexpr std::uint64_t kMaxMomentsFile = std::uint64_t{1} << 31;
constexpr Message kRemedy = tr("delete the folder, or train the network again");
constexpr double kMaxNumber = 1e300;
constexpr std::int64_t kMaxCount = std::int64_t{1} << 53;  ///< JSON's numbers are exact up to it

std::string read_text(const fs::path& file, std::uint64_t limit) {
    const std::vector<std::uint8_t> bytes = read_file(file, limit, kRemedy);
    return {bytes.begin(), bytes.end()};
}

void put(nlohmann::ordered_json& json, const char* key, const std::optional<double>& value) {
    if (value) json[key] = *value;
}

std::optional<double> number_if_set(const JsonReader& reader, const char* key) {
    if (!reader.is_set(key)) return std::nullopt;
    return reader.number(key, 0, kMaxNumber);
}

std::string run_json(const RunRow& row) {
    nlohmann::ordered_json json{{"title", row.title},       {"data", row.data},        {"parameters", row.parameters},
                                {"pictures", row.pictures}, {"rate", row.rate},        {"seed", row.seed},
                                {"steps", row.steps},       {"epochs", row.epochs},    {"seconds", row.seconds},
                                {"loss", row.loss},         {"accuracy", row.accuracy}};
    put(json, "validation_loss", row.validation_loss);
    put(json, "validation_accuracy", row.validation_accuracy);
    put(json, "test_loss", row.test_loss);
    put(json, "test_accuracy", row.test_accuracy);
    json["settings"] = nlohmann::ordered_json::parse(row.settings.empty() ? "{}" : row.settings);
    return json.dump(2) + "\n";
}

RunRow read_row(const fs::path& file) {
    const std::string text = read_text(file, kMaxRunBytes);
    const JsonSource source{.file = file.string(), .remedy = kRemedy};
    const nlohmann::json json = parse_json(text, source, tr("is not the description of a run"));
    const JsonReader reader(json, source);
    RunRow row{.title = reader.text("title"), .settings = reader.object("settings").object_json().dump()};
    if (reader.is_set("data")) row.data = reader.text("data");
    row.parameters = reader.integer64("parameters", 0, kMaxCount);
    if (reader.is_set("pictures")) row.pictures = reader.integer64("pictures", 0, kMaxCount);
    if (reader.is_set("rate")) row.rate = reader.number("rate", 0, kMaxNumber);
    if (reader.is_set("seed")) row.seed = reader.integer64("seed", 0, kMaxCount);
    row.steps = reader.integer64("steps", 0, kMaxCount);
    row.epochs = reader.integer("epochs", 0, std::numeric_limits<int>::max());
    row.seconds = reader.number("seconds", 0, kMaxNumber);
    row.loss = reader.number("loss", 0, kMaxNumber);
    row.accuracy = reader.number("accuracy", 0, 1);
    row.validation_loss = number_if_set(reader, "validation_loss");
    row.validation_accuracy = number_if_set(reader, "validation_accuracy");
    row.test_loss = number_if_set(reader, "test_loss");
    row.test_accuracy = number_if_set(reader, "test_accuracy");
    return row;
}

/// True for the names that new_id() gives and others of letters, digits, '-' and '_', which cannot leave the folder.
bool is_id(std::string_view id) {
    return !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// The names of the folders in `folder`, shorter names first, so that "run-9999" comes before "run-10000".
std::vector<std::string> folder_names(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator found(folder, error);
    for (; !error && found != fs::directory_iterator(); found.increment(error)) {
        std::error_code ignored;
        if (found->is_directory(ignored)) names.push_back(found->path().filename().string());
    }
    std::ranges::sort(names, [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return names;
}

}  // namespace

fs::path RunStore::run_folder(const std::string& id) const {
    if (!is_id(id)) throw LoadError(id, tr("is not the name of a run"), tr("choose a run from the list"));
    return folder_ / id;
}

std::string RunStore::new_id() const {
    const std::vector<std::string> names = folder_names(folder_);
    for (std::size_t number = names.size() + 1;; ++number) {
        std::string id = fmt::format("run-{:04}", number);
        if (std::ranges::find(names, id) == names.end()) return id;
    }
}

void RunStore::save(const std::string& id, const RunRow& row, const nn::Curves& curves,
                    const nn::Snapshots& snapshots) const {
    const fs::path folder = run_folder(id);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw LoadError(folder.string(), tr("the folder cannot be made: {}", error.message()),
                        tr("choose a folder in which you may write"));
    save_model(folder / kModelFile, *snapshots.all().back().model);
    write_file_atomically(folder / kMomentsFile, encode_moments(snapshots));
    write_file_atomically(folder / kCurvesFile, curves_csv(curves));
    write_file_atomically(folder / kRunFile, run_json(row));
}

RunList RunStore::list() const {
    RunList list;
    for (const std::string& name : folder_names(folder_)) {
        if (!is_id(name)) continue;
        try {
            list.runs.push_back({name, read_row(folder_ / name / kRunFile)});
        } catch (const LoadError& error) {
            list.problems.emplace_back(error.what());
        }
    }
    return list;
}

RunRow RunStore::load_row(const std::string& id) const {
    return read_row(run_folder(id) / kRunFile);
}

nn::Curves RunStore::load_curves(const std::string& id) const {
    const fs::path file = run_folder(id) / kCurvesFile;
    return curves_from_csv(read_text(file, kMaxCurvesBytes), file.string());
}

nn::Model RunStore::load_model(const std::string& id) const {
    return convscope::load_model(run_folder(id) / kModelFile);
}

nn::Snapshots RunStore::load_moments(const std::string& id, std::shared_ptr<const nn::Model> model,
                                     std::int64_t steps) const {
    const fs::path file = run_folder(id) / kMomentsFile;
    nn::Snapshots moments;
    std::error_code error;
    if (fs::exists(file, error)) {
        const nn::Snapshots kept = decode_moments(read_file(file, kMaxMomentsFile, kRemedy), *model, file.string());
        // After a crash between two writes, the curves can be those of an earlier moment.
        for (const nn::Snapshot& moment : kept.all())
            if (moment.step <= steps) moments.add(moment);
    }
    if (moments.empty() || moments.all().back().step < steps) moments.add({steps, std::move(model)});
    return moments;
}

void RunStore::remove(const std::string& id) const {
    const fs::path folder = run_folder(id);
    std::error_code error;
    // Only the files of a run: what else someone has put into the folder stays, and the folder with it.
    for (const char* name : {kRunFile, kCurvesFile, kModelFile, kMomentsFile}) fs::remove(folder / name, error);
    fs::remove(folder, error);
    if (error)
        throw LoadError(folder.string(), tr("cannot be deleted: {}", error.message()),
                        tr("delete it in a file manager"));
}

}  // namespace convscope
