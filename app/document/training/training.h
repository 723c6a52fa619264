// The settings of the Training workspace, as plain values: data, network and options of a run.
// Must not include anything that draws or trains: documents are copied and compared all the time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/document/training/own_classes.h"
#include "core/nn/model/model.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/build/network_settings.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"

namespace convscope {

/// The pictures to learn from: drawn by the program, Fashion-MNIST from Keras's folder on this machine, the folder of
/// the open data set, or the user's own classes.
enum class TrainingSource { lines, shapes, garments, fashion_mnist, open_dataset, own };
inline constexpr std::array<std::string_view, 6> kTrainingSourceNames{"lines",         "shapes",       "garments",
                                                                      "fashion_mnist", "open_dataset", "own"};
/// The drawn set of that source; nullopt for data sets in files.
std::optional<nn::DrawnSet> drawn_set_of(TrainingSource source);

/// The layers of the network: built from the settings, or those of the model that is open in Layers.
enum class NetworkOrigin { settings, open_model };
inline constexpr std::array<std::string_view, 2> kNetworkOriginNames{"settings", "open_model"};

/// The weights before training; `open_model`: those of the open model, in the layers that are equal to its layers.
enum class TrainingStart { glorot, zeros, twins, small, open_model };
inline constexpr std::array<std::string_view, 5> kTrainingStartNames{"glorot", "zeros", "twins", "small", "open_model"};

inline constexpr int kMaxTrainingEpochs = 200;
inline constexpr int kMaxTrainingBatch = 1024;
inline constexpr double kMinTrainingRate = 1e-6, kMaxTrainingRate = 1;
inline constexpr double kMinTrainingDecay = .1;
inline constexpr double kMaxTrainingSplit = .5;
inline constexpr std::int64_t kMaxTrainingImages = 100'000;
inline constexpr int kMaxTrainingSeed = 9999;
inline constexpr int kMinPictureSide = 8, kMaxPictureSide = 300;  ///< of pictures that are fitted
/// Drawn sets have at least this number of pictures, so that all classes are among them.
inline constexpr std::int64_t kMinDrawnPictures = 1000;

/// The state of this workspace that undo restores. With the default, edge filters are learned in a few seconds on any
/// machine.
struct Training {
    TrainingSource source = TrainingSource::lines;
    /// The data set that was dropped on Training; empty: that of Layers.
    std::filesystem::path folder;
    /// The rows and columns to which the pictures of class folders are fitted; 0: their own size if all have the same
    /// and it is small, otherwise 64 x 64 (see TrainingFolderOptions).
    int side = 0;
    std::vector<OwnClass> own = first_own_classes();
    NetworkOrigin origin = NetworkOrigin::settings;
    nn::NetworkSettings network{.convolutions = 1, .filters = 8, .kernel = 7, .dense = {32}};
    TrainingStart start = TrainingStart::small;
    int frozen = 0;  ///< the number of layers with weights, from the first on, that keep them
    nn::TrainingOptions options{.epochs = 8, .validation_split = .2, .images = 2000};
    bool operator==(const Training&) const = default;

    /// The number of pictures that a drawn set needs for `options.images` training pictures and the share for
    /// validation.
    std::int64_t drawn_pictures() const;
    /// True if a run with `other` is also a run with these settings: they differ at most in the rate, which can be
    /// changed while training runs.
    bool is_same_run(const Training& other) const;
};

/// Sets source, network and options with which a few pictures of the user's own are learned in seconds.
void teach_own(Training& training);
/// Sets the default options if the options are still those of teach_own(), apart from the rate.
void end_teaching(Training& training);

/// The course's network and the course's options: 5 epochs in batches of 32, Adam with a rate of 0.001.
void use_course_network(Training& training);

/// The name of the pictures for readers: "Lines", "Fashion-MNIST", or that of a data set's folder.
std::string data_title(const Training& training);
/// "16 filters 3 x 3, 2 convolutions", with a true multiplication sign: the title of a run.
std::string run_title(const nn::NetworkSettings& network);
/// A result of data_title() or run_title(), which files and lessons have in English, in the language that is shown.
/// Other texts, such as the name of a folder or of a model, stay as they are.
std::string shown_data_title(const std::string& title);
std::string shown_run_title(const std::string& title);

}  // namespace convscope
