#include "app/opening/model_files.h"

#include <string>
#include <utility>

#include "core/base/free_memory.h"
#include "core/base/load_error.h"
#include "core/io/keras/lambda.h"
#include "core/io/model_file.h"
#include "core/nn/plan/plan.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

nn::Model read(const OpenModel& source, const Samples& samples, std::optional<FileKind> kind,
               const std::stop_token& stop) {
    const ModelOptions options{.lambdas = source.notes.lambdas, .stop = stop};
    const fs::path file = source.is_sample ? samples.model(source.file.string()) : source.file;
    const bool has_kind = kind && source.weights.empty();
    nn::Model model = has_kind ? load_model(file, *kind, options) : load_model(file, source.weights, options);
    if (const std::string fault = nn::activation_fault(model, 1); !fault.empty())
        throw LoadError(file.string(), fault, kMemoryRemedy);
    return model;
}

std::optional<FileStamp> stamp_before_reading(const OpenModel& model) {
    return model.is_sample ? std::nullopt : stamp_of(watched_file(model));
}

}  // namespace

const fs::path& watched_file(const OpenModel& model) {
    return model.weights.empty() ? model.file : model.weights;
}

ReadModel read_model_files(OpenModel source, const Samples& samples, std::optional<FileKind> kind,
                           const std::stop_token& stop) {
    const std::optional<FileStamp> stamp = stamp_before_reading(source);
    source.model = std::make_shared<const nn::Model>(as_opened(read(source, samples, kind, stop)));
    ModelNotes notes = std::move(source.notes);
    source.without_notes.reset();
    return {.model = with_notes(std::move(source), std::move(notes)), .stamp = stamp, .lambdas = {}};
}

ReadModel read_model_or_lambdas(const OpenModel& source, const Samples& samples, std::optional<FileKind> kind,
                                const std::stop_token& stop) {
    constexpr std::size_t kMaxLambdas = 12;
    OpenModel attempt = source;
    std::vector<std::string> lambdas;
    while (true) {
        try {
            ReadModel read = read_model_files(attempt, samples, kind, stop);
            if (lambdas.empty()) return read;
            return {.model = source, .stamp = {}, .lambdas = std::move(lambdas)};
        } catch (const LoadError& error) {
            // The reader stops at the first such layer. Take it as identity, to find the next one.
            const std::optional<std::string> layer = keras::lambda_without_meaning(error);
            if (!layer || lambdas.size() == kMaxLambdas) throw;
            lambdas.push_back(*layer);
            attempt.notes.lambdas.push_back({*layer});
        }
    }
}

ReadModel read_model_again(const OpenModel& before, const Samples& samples, const std::stop_token& stop) {
    const std::optional<FileStamp> stamp = stamp_before_reading(before);
    OpenModel again = before;
    again.model = std::make_shared<const nn::Model>(as_reopened(read(before, samples, {}, stop), *before.model));
    again.without_notes.reset();
    return {.model = std::move(again), .stamp = stamp, .lambdas = {}};
}

}  // namespace convscope
