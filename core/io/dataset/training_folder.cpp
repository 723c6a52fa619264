#include "core/io/dataset/training_folder.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/random.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/cifar.h"
#include "core/io/dataset/class_folder.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/dataset/picture_cache.h"
#include "core/io/dataset/read_dataset.h"
#include "core/io/picture_file.h"
#include "core/nn/layers/shape/flatten.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLookedAt = 24;  ///< pictures that decide about size and colour

/// The shape to which all pictures are fitted.
nn::Shape shape_for(const ClassFolder& found, const TrainingFolderOptions& options) {
    std::vector<Size> sizes;
    bool is_grey = true;
    const std::size_t step = std::max<std::size_t>(1, found.files.size() / kLookedAt);
    for (std::size_t i = 0; i < found.files.size(); i += step) {
        try {
            const Picture picture = load_picture_file(found.files[i].path);
            sizes.push_back(picture.size());
            is_grey = is_grey && picture.is_grey();
        } catch (const LoadError&) {
            continue;  // named by load_class_pictures()
        }
    }
    const std::int64_t channels = options.channels > 0 ? options.channels : is_grey ? 1 : 3;
    if (options.side > 0) return {options.side, options.side, channels};
    const bool is_own = !sizes.empty() &&
                        std::ranges::all_of(sizes, [&](const Size& size) { return size == sizes[0]; }) &&
                        std::max(sizes[0].rows, sizes[0].cols) <= kMaxOwnSide;
    if (is_own) return {sizes[0].rows, sizes[0].cols, channels};
    return {kFittedSide, kFittedSide, channels};
}

/// A model without weights that takes such pictures, for load_class_pictures(). Grey pictures that are dark on light
/// are inverted, as networks for training do with the pictures that they classify.
nn::Model picture_taker(const nn::Shape& shape, const std::vector<std::string>& class_names) {
    nn::ModelInfo info{.labels = class_names};
    info.preprocessing.inversion = nn::Inversion::automatic;
    nn::ModelBuilder builder(std::move(info));
    builder.input("pictures", shape);
    builder.add("flatten", std::make_shared<nn::Flatten>());
    return builder.build();
}

/// The pictures of the class folders, from the cache if they are in it.
std::optional<ClassPictures> class_pictures(const fs::path& folder, const ClassFolder& found, const nn::Model& taker,
                                            const fs::path& cache, const std::function<bool(double)>& keep_going) {
    const bool is_cached = !cache.empty() && found.files.size() >= kMinCachedFiles;
    if (!is_cached) return load_class_pictures(folder, found, taker, keep_going);
    std::uint64_t key = picture_cache_key(found, taker.node(taker.inputs().front()).shape);
    // The numbers of the classes depend on the model's names.
    for (const std::string& name : taker.info().labels) key = random_bits(key, std::hash<std::string>{}(name));
    if (std::optional<ClassPictures> known = load_cached_pictures(cache, key)) return known;
    std::optional<ClassPictures> pictures = load_class_pictures(folder, found, taker, keep_going);
    if (pictures) save_cached_pictures(cache, key, *pictures);
    return pictures;
}

std::optional<TrainingFolder> read_classes(const fs::path& folder, const TrainingFolderOptions& options,
                                           const std::function<bool(double)>& keep_going) {
    const std::optional<ClassFolder> train = find_class_folder(folder, ClassPart::train);
    if (!train) throw LoadError(folder.string(), tr("has no labelled pictures"), kDatasetRemedy);
    const nn::Shape shape = shape_for(*train, options);
    const auto part_of = [&](double first, double share) {
        return [&keep_going, first, share](double fraction) {
            return !keep_going || keep_going(first + (share * fraction));
        };
    };
    constexpr double kTrainShare = 0.8;
    std::optional<ClassPictures> pictures =
        class_pictures(folder, *train, picture_taker(shape, {}), options.cache, part_of(0, kTrainShare));
    if (!pictures) return std::nullopt;
    TrainingFolder result{.note = note_of(*train, *pictures), .is_fitted = true};
    result.train = std::move(pictures->data);
    if (!result.note.empty()) result.note += ' ';
    result.note += tr("The pictures have {} x {} pixels.", shape.rows(), shape.cols());
    const std::optional<ClassFolder> test = find_class_folder(folder, ClassPart::test);
    if (!test || test->part == train->part) return result;
    std::optional<ClassPictures> unseen = class_pictures(folder, *test, picture_taker(shape, result.train.class_names),
                                                         options.cache, part_of(kTrainShare, 1 - kTrainShare));
    if (!unseen) return std::nullopt;
    result.test = std::move(unseen->data);
    result.test->class_names = result.train.class_names;
    if (result.test->classes() > result.train.classes()) result.test.reset();
    return result;
}

/// The test part of files that come in two parts, if it is there.
template <class Load>
TrainingFolder both_parts(const fs::path& folder, const Load& load) {
    TrainingFolder result{.train = load(folder, DatasetPart::train), .test = std::nullopt, .note = {}};
    try {
        result.test = load(folder, DatasetPart::test);
    } catch (const LoadError&) {
        result.note = tr("It has no test pictures that can be read.");
    }
    return result;
}

void check(const TrainingFolderOptions& options) {
    if (options.side != 0 && (options.side < kMinFittedSide || options.side > kMaxFittedSide))
        throw std::invalid_argument(tr("the side of the pictures must be {} to {}", kMinFittedSide, kMaxFittedSide));
    if (options.channels != 0 && options.channels != 1 && options.channels != 3)
        throw std::invalid_argument(tr("the pictures must have 1 or 3 channels"));
}

}  // namespace

bool is_training_folder(const fs::path& folder) {
    return has_idx_files(folder) || has_cifar_files(folder) || find_class_folder(folder, ClassPart::train).has_value();
}

std::optional<TrainingFolder> read_training_folder(const fs::path& folder, const TrainingFolderOptions& options,
                                                   const std::function<bool(double)>& keep_going) {
    check(options);
    if (has_cifar_files(folder)) return both_parts(folder, load_cifar10);
    if (has_idx_files(folder)) return both_parts(folder, load_dataset);
    std::error_code error;
    // load_dataset() has the sentences about folders that do not exist.
    if (!fs::is_directory(folder, error)) return both_parts(folder, load_dataset);
    return read_classes(folder, options, keep_going);
}

}  // namespace convscope
