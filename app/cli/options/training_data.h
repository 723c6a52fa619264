// The labelled pictures of `train`, `dataset` and `evaluate`: a folder, or a set that the program draws.
#pragma once

#include <cstdint>
#include <string>

#include "core/io/dataset/read_dataset.h"
#include "core/io/dataset/training_folder.h"

namespace CLI {
class App;
}

namespace convscope {

/// The number of pictures that are drawn if the command line gives none.
inline constexpr std::int64_t kDefaultDrawnImages = 10'000;

/// The forms of data in the help of --data.
inline constexpr const char* kDataHelp =
    "a folder with IDX files, CIFAR-10's binary files or one sub-folder of pictures for each class; or drawn:lines, "
    "drawn:shapes, drawn:garments, which the program draws";

/// Labelled pictures as the user names them.
struct DataOption {
    std::string name;         ///< a folder or "drawn:NAME"
    std::int64_t images = 0;  ///< of a drawn set; 0: kDefaultDrawnImages
    std::uint64_t seed = 1;   ///< of a drawn set

    /// Declares --images and --seed for a command that has no other use for them.
    void add_drawn_options(CLI::App& command);
    bool is_drawn() const;
    /// Throws LoadError if there is no such folder or drawn set. Call it before any work.
    void check() const;
    /// Throws LoadError if `folder`, into which pictures are to be written, is in the class folders that are read: they
    /// would be read as pictures of a class from then on.
    void refuse_inside(const std::string& folder) const;
    /// Throws LoadError if `file` is a picture or an array of the folder, which writing would destroy.
    void refuse_replacing(const std::string& file) const;
    /// The pictures for training, and those for tests if there are any. Throws LoadError.
    TrainingFolder load_training() const;
    /// The pictures for tests; those of a folder may be fitted to the model. Throws LoadError, or ModelError if the
    /// model takes no picture.
    ReadDataset load_test(const nn::Model& model) const;
};

}  // namespace convscope
