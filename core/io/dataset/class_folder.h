// Labelled pictures from a folder with one sub-folder for each class, the form in which teachers collect their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/io/dataset/class_numbers.h"
#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// The files of a folder of class folders.
struct ClassFolder {
    struct File {
        std::filesystem::path path;
        std::size_t class_index = 0;  ///< into `classes`
    };
    std::string part;                  ///< "test": the sub-folder that holds the classes; empty if the folder does
    std::vector<std::string> classes;  ///< the names of the class folders, ascending by bytes, as Keras sorts them
    std::vector<File> files;           ///< class by class, in natural order of their names; not only pictures
};

/// The part of a data set whose pictures are wanted, if class folders are distributed in parts.
enum class ClassPart : std::uint8_t {
    test,  ///< "test" (also "testing"), else "validation" ("val", "valid"), else "train" ("training")
    train  ///< "train" ("training")
};

/// The class folders of `folder`: at least two sub-folders with a picture, and no picture in `folder` itself. If its
/// sub-folders are parts of a data set, the classes are those of one part. Hidden files and deeper folders are left
/// out. nullopt if there are no class folders.
std::optional<ClassFolder> find_class_folder(const std::filesystem::path& folder, ClassPart part = ClassPart::test);

/// The images of a data set take at most this many bytes; of more pictures, an even selection is read.
inline constexpr std::int64_t kMaxClassPictureBytes = std::int64_t{1} << 29;

/// The pictures of a folder of class folders, as bytes for one model.
struct ClassPictures {
    nn::Dataset data;  ///< with class_names
    ClassNumbers::By numbered_by = ClassNumbers::By::order;
    std::vector<std::filesystem::path> unreadable;  ///< files that are no pictures or are damaged
    std::vector<std::string> unknown_classes;       ///< folders whose names are none of the model's classes
    std::size_t skipped = 0;                        ///< files that were left out because of the limit
};

/// Reads the pictures on all cores and fits each to the model's first input, in the way of nn::preprocessed() and with
/// the model's inversion, but with values 0..255 in the order red, green, blue. Classes get the numbers of
/// class_numbers(). Calls `keep_going` with the finished fraction; if it returns false, returns nullopt. Throws
/// ModelError if the model takes no picture, LoadError if no picture could be read (naming `folder`) or if the name of
/// a class folder cannot be a label: with control characters, or not UTF-8.
std::optional<ClassPictures> load_class_pictures(const std::filesystem::path& folder, const ClassFolder& found,
                                                 const nn::Model& model,
                                                 const std::function<bool(double)>& keep_going = {},
                                                 std::int64_t max_bytes = kMaxClassPictureBytes);

/// Sentences about how the pictures were read: the part, the numbers of the classes, files left out.
std::string note_of(const ClassFolder& found, const ClassPictures& pictures);

}  // namespace convscope
