Console.WriteLine("modelcheck: commands follow");
