// The Layers workspace as plain values: which model is open, what goes in, what was changed in it, and how it is looked
// at. Knows no window and computes no activation.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image/picture.h"
#include "core/image/reduce.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/model/preprocessing.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// What the user has said of a model beyond what its file tells.
struct ModelNotes {
    std::optional<nn::Preprocessing> preprocessing;
    std::vector<std::string> labels;  ///< one per class; empty: those of the file
    std::string picture_input;        ///< the name of the input that takes the picture; empty: the first
    bool empty() const { return *this == ModelNotes{}; }
    bool operator==(const ModelNotes&) const = default;
};

/// A model and where it came from: a file, or one of the program's own (then `file` is the bare name: "course").
struct OpenModel {
    std::filesystem::path file;
    bool is_sample = false;
    std::shared_ptr<const nn::Model> model;  ///< with what the notes say; null before one is open
    ModelNotes notes;
    std::filesystem::path weights;  ///< where `file` holds the layers alone; else empty

    std::string name() const { return is_sample ? file.string() : file.filename().string(); }
    bool operator==(const OpenModel&) const = default;
};

/// The model in these files; `weights` as OpenModel has it. Throws LoadError.
nn::Model read_model(const std::filesystem::path& file, const std::filesystem::path& weights);
/// The model with the notes, and as they say. What does not fit it is left out: labels for another number of classes,
/// an input it does not have.
OpenModel with_notes(OpenModel model, ModelNotes notes);
/// A model as it is shown first: the picture goes into the first of nn::picture_inputs(), prepared as its file says or
/// as is guessed. May run it.
nn::Model as_opened(const nn::Model& model);
/// The same for a model's file read again: what was guessed of it before holds where its input is the same.
nn::Model as_reopened(const nn::Model& model, const nn::Model& before);
/// What keeps the labels from being the model's: "holds 3 labels, but the model has 10 classes"; empty where they fit.
std::string labels_problem(const nn::Model& model, std::size_t labels);
/// True when whatever is said of a layer or a channel of one model holds of the other: the same layers in the same
/// order, with the same shapes.
bool has_same_layers(const nn::Model& a, const nn::Model& b);

enum class InputSource { sample, file, dataset, drawing };
inline constexpr std::array<std::string_view, 4> kInputSourceNames{"sample", "file", "dataset", "drawing"};

/// Brightness is added to 0..255 before everything else; at most this much either way.
inline constexpr float kMaxBrightness = 255;

/// What goes into the model: a picture, how it is prepared, and what was painted over it.
struct NetworkInput {
    InputSource source = InputSource::sample;
    std::filesystem::path file;  ///< the sample's bare name, the picture's file, or the data set's folder
    int number = 0;              ///< which picture of the data set's test part
    int label = -1;              ///< its true class, where that is known
    Picture picture;             ///< values 0..255
    std::optional<Region> crop;  ///< the part of the picture that is used
    float brightness = 0;        ///< -kMaxBrightness..kMaxBrightness
    /// The model's input's shape; NaN where nothing was painted. Null: nothing anywhere.
    nn::SharedTensor paint;

    std::string name() const;
    bool operator==(const NetworkInput& other) const;
};

/// The input tensor: the prepared picture with what was painted over it. Throws nn::ShapeError where the model takes no
/// picture.
nn::Tensor input_tensor(const NetworkInput& input, const nn::Model& model);
/// The prepared picture, and what was painted put over it, one after the other: preparing a large picture takes long.
nn::Tensor unpainted_tensor(const NetworkInput& input, const nn::Model& model);
nn::Tensor painted(nn::Tensor unpainted, const nn::SharedTensor& paint);
/// How this input is prepared: the model's way, but a drawing is never inverted.
nn::Preprocessing preprocessing_of(const NetworkInput& input, const nn::Model& model);
/// What is done to the picture, in words: "512 x 512, inverted, fitted to 28 x 28, / 255", with true multiplication
/// signs.
std::string preprocessing_text(const NetworkInput& input, const nn::Model& model);

/// A data set and the folder where it lies.
struct OpenDataset {
    std::filesystem::path folder;
    std::shared_ptr<const nn::Dataset> data;  ///< null where none is open
};
/// Picture `number` (0..size()-1) of the data set.
NetworkInput dataset_input(const OpenDataset& dataset, int number);

/// Everything that undo takes back in this workspace.
struct Network {
    OpenModel model;
    NetworkInput input;
    nn::Edits edits;
    bool operator==(const Network&) const = default;

    /// True when something was painted over a picture; a drawing is all paint and counts as it is.
    bool is_painted() const { return input.paint && input.source != InputSource::drawing; }
    /// True when what goes in or what computes is not as it was opened and trained.
    bool is_changed() const { return !edits.empty() || is_painted(); }
};

enum class NetworkPage { maps, map, table, figure, models };
inline constexpr std::array<std::string_view, 5> kNetworkPageNames{"maps", "map", "table", "figure", "models"};
enum class MapOrder { number, mean, maximum, contribution };
inline constexpr std::array<std::string_view, 4> kMapOrderNames{"number", "mean", "maximum", "contribution"};
/// Whose lowest and highest value the ends of the colours stand for.
enum class MapRange { map, layer, model };
inline constexpr std::array<std::string_view, 3> kMapRangeNames{"map", "layer", "model"};
enum class InputTool { point, brush, eraser };
inline constexpr std::array<std::string_view, 3> kInputToolNames{"point", "brush", "eraser"};

/// The smallest and the widest brush, in pixels of the input.
inline constexpr float kMinBrush = 0.5F, kMaxBrush = 16;

}  // namespace convscope
