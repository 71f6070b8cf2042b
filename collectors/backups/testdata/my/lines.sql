/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `customers`
--

DROP TABLE IF EXISTS `customers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `customers` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(80) DEFAULT NULL,
  `note` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=256 DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `customers`
--

LOCK TABLES `customers` WRITE;
/*!40000 ALTER TABLE `customers` DISABLE KEYS */;
INSERT INTO `customers` VALUES (1,'P1',NULL);
INSERT INTO `customers` VALUES (2,'P2',NULL);
INSERT INTO `customers` VALUES (3,'P3',NULL);
INSERT INTO `customers` VALUES (4,'P4',NULL);
INSERT INTO `customers` VALUES (5,'P5',NULL);
INSERT INTO `customers` VALUES (6,'P6',NULL);
INSERT INTO `customers` VALUES (7,'P7','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (8,'P8',NULL);
INSERT INTO `customers` VALUES (9,'P9',NULL);
INSERT INTO `customers` VALUES (10,'P10',NULL);
INSERT INTO `customers` VALUES (11,'P11',NULL);
INSERT INTO `customers` VALUES (12,'P12',NULL);
INSERT INTO `customers` VALUES (13,'P13',NULL);
INSERT INTO `customers` VALUES (14,'P14','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (15,'P15',NULL);
INSERT INTO `customers` VALUES (16,'P16',NULL);
INSERT INTO `customers` VALUES (17,'P17',NULL);
INSERT INTO `customers` VALUES (18,'P18',NULL);
INSERT INTO `customers` VALUES (19,'P19',NULL);
INSERT INTO `customers` VALUES (20,'P20',NULL);
INSERT INTO `customers` VALUES (21,'P21','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (22,'P22',NULL);
INSERT INTO `customers` VALUES (23,'P23',NULL);
INSERT INTO `customers` VALUES (24,'P24',NULL);
INSERT INTO `customers` VALUES (25,'P25',NULL);
INSERT INTO `customers` VALUES (26,'P26',NULL);
INSERT INTO `customers` VALUES (27,'P27',NULL);
INSERT INTO `customers` VALUES (28,'P28','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (29,'P29',NULL);
INSERT INTO `customers` VALUES (30,'P30',NULL);
INSERT INTO `customers` VALUES (31,'P31',NULL);
INSERT INTO `customers` VALUES (32,'P32',NULL);
INSERT INTO `customers` VALUES (33,'P33',NULL);
INSERT INTO `customers` VALUES (34,'P34',NULL);
INSERT INTO `customers` VALUES (35,'P35','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (36,'P36',NULL);
INSERT INTO `customers` VALUES (37,'P37',NULL);
INSERT INTO `customers` VALUES (38,'P38',NULL);
INSERT INTO `customers` VALUES (39,'P39',NULL);
INSERT INTO `customers` VALUES (40,'P40',NULL);
INSERT INTO `customers` VALUES (41,'P41',NULL);
INSERT INTO `customers` VALUES (42,'P42','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (43,'P43',NULL);
INSERT INTO `customers` VALUES (44,'P44',NULL);
INSERT INTO `customers` VALUES (45,'P45',NULL);
INSERT INTO `customers` VALUES (46,'P46',NULL);
INSERT INTO `customers` VALUES (47,'P47',NULL);
INSERT INTO `customers` VALUES (48,'P48',NULL);
INSERT INTO `customers` VALUES (49,'P49','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (50,'P50',NULL);
INSERT INTO `customers` VALUES (51,'P51',NULL);
INSERT INTO `customers` VALUES (52,'P52',NULL);
INSERT INTO `customers` VALUES (53,'P53',NULL);
INSERT INTO `customers` VALUES (54,'P54',NULL);
INSERT INTO `customers` VALUES (55,'P55',NULL);
INSERT INTO `customers` VALUES (56,'P56','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (57,'P57',NULL);
INSERT INTO `customers` VALUES (58,'P58',NULL);
INSERT INTO `customers` VALUES (59,'P59',NULL);
INSERT INTO `customers` VALUES (60,'P60',NULL);
INSERT INTO `customers` VALUES (61,'P61',NULL);
INSERT INTO `customers` VALUES (62,'P62',NULL);
INSERT INTO `customers` VALUES (63,'P63','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (64,'P64',NULL);
INSERT INTO `customers` VALUES (65,'P65',NULL);
INSERT INTO `customers` VALUES (66,'P66',NULL);
INSERT INTO `customers` VALUES (67,'P67',NULL);
INSERT INTO `customers` VALUES (68,'P68',NULL);
INSERT INTO `customers` VALUES (69,'P69',NULL);
INSERT INTO `customers` VALUES (70,'P70','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (71,'P71',NULL);
INSERT INTO `customers` VALUES (72,'P72',NULL);
INSERT INTO `customers` VALUES (73,'P73',NULL);
INSERT INTO `customers` VALUES (74,'P74',NULL);
INSERT INTO `customers` VALUES (75,'P75',NULL);
INSERT INTO `customers` VALUES (76,'P76',NULL);
INSERT INTO `customers` VALUES (77,'P77','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (78,'P78',NULL);
INSERT INTO `customers` VALUES (79,'P79',NULL);
INSERT INTO `customers` VALUES (80,'P80',NULL);
INSERT INTO `customers` VALUES (81,'P81',NULL);
INSERT INTO `customers` VALUES (82,'P82',NULL);
INSERT INTO `customers` VALUES (83,'P83',NULL);
INSERT INTO `customers` VALUES (84,'P84','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (85,'P85',NULL);
INSERT INTO `customers` VALUES (86,'P86',NULL);
INSERT INTO `customers` VALUES (87,'P87',NULL);
INSERT INTO `customers` VALUES (88,'P88',NULL);
INSERT INTO `customers` VALUES (89,'P89',NULL);
INSERT INTO `customers` VALUES (90,'P90',NULL);
INSERT INTO `customers` VALUES (91,'P91','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (92,'P92',NULL);
INSERT INTO `customers` VALUES (93,'P93',NULL);
INSERT INTO `customers` VALUES (94,'P94',NULL);
INSERT INTO `customers` VALUES (95,'P95',NULL);
INSERT INTO `customers` VALUES (96,'P96',NULL);
INSERT INTO `customers` VALUES (97,'P97',NULL);
INSERT INTO `customers` VALUES (98,'P98','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (99,'P99',NULL);
INSERT INTO `customers` VALUES (100,'P100',NULL);
INSERT INTO `customers` VALUES (101,'P101',NULL);
INSERT INTO `customers` VALUES (102,'P102',NULL);
INSERT INTO `customers` VALUES (103,'P103',NULL);
INSERT INTO `customers` VALUES (104,'P104',NULL);
INSERT INTO `customers` VALUES (105,'P105','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (106,'P106',NULL);
INSERT INTO `customers` VALUES (107,'P107',NULL);
INSERT INTO `customers` VALUES (108,'P108',NULL);
INSERT INTO `customers` VALUES (109,'P109',NULL);
INSERT INTO `customers` VALUES (110,'P110',NULL);
INSERT INTO `customers` VALUES (111,'P111',NULL);
INSERT INTO `customers` VALUES (112,'P112','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (113,'P113',NULL);
INSERT INTO `customers` VALUES (114,'P114',NULL);
INSERT INTO `customers` VALUES (115,'P115',NULL);
INSERT INTO `customers` VALUES (116,'P116',NULL);
INSERT INTO `customers` VALUES (117,'P117',NULL);
INSERT INTO `customers` VALUES (118,'P118',NULL);
INSERT INTO `customers` VALUES (119,'P119','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (120,'P120',NULL);
INSERT INTO `customers` VALUES (121,'P121',NULL);
INSERT INTO `customers` VALUES (122,'P122',NULL);
INSERT INTO `customers` VALUES (123,'P123',NULL);
INSERT INTO `customers` VALUES (124,'P124',NULL);
INSERT INTO `customers` VALUES (125,'P125',NULL);
INSERT INTO `customers` VALUES (126,'P126','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (127,'P127',NULL);
INSERT INTO `customers` VALUES (128,'P128',NULL);
INSERT INTO `customers` VALUES (129,'P129',NULL);
INSERT INTO `customers` VALUES (130,'P130',NULL);
INSERT INTO `customers` VALUES (131,'P131',NULL);
INSERT INTO `customers` VALUES (132,'P132',NULL);
INSERT INTO `customers` VALUES (133,'P133','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (134,'P134',NULL);
INSERT INTO `customers` VALUES (135,'P135',NULL);
INSERT INTO `customers` VALUES (136,'P136',NULL);
INSERT INTO `customers` VALUES (137,'P137',NULL);
INSERT INTO `customers` VALUES (138,'P138',NULL);
INSERT INTO `customers` VALUES (139,'P139',NULL);
INSERT INTO `customers` VALUES (140,'P140','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (141,'P141',NULL);
INSERT INTO `customers` VALUES (142,'P142',NULL);
INSERT INTO `customers` VALUES (143,'P143',NULL);
INSERT INTO `customers` VALUES (144,'P144',NULL);
INSERT INTO `customers` VALUES (145,'P145',NULL);
INSERT INTO `customers` VALUES (146,'P146',NULL);
INSERT INTO `customers` VALUES (147,'P147','it\'s; (x),\n\\ VALUES (1)');
INSERT INTO `customers` VALUES (148,'P148',NULL);
INSERT INTO `customers` VALUES (149,'P149',NULL);
INSERT INTO `customers` VALUES (150,'P150',NULL);
/*!40000 ALTER TABLE `customers` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `empty_one`
--

DROP TABLE IF EXISTS `empty_one`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `empty_one` (
  `a` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `empty_one`
--

LOCK TABLES `empty_one` WRITE;
/*!40000 ALTER TABLE `empty_one` DISABLE KEYS */;
/*!40000 ALTER TABLE `empty_one` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `odd table`
--

DROP TABLE IF EXISTS `odd table`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `odd table` (
  `x` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `odd table`
--

LOCK TABLES `odd table` WRITE;
/*!40000 ALTER TABLE `odd table` DISABLE KEYS */;
INSERT INTO `odd table` VALUES (1);
INSERT INTO `odd table` VALUES (2);
/*!40000 ALTER TABLE `odd table` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb3 */ ;
/*!50003 SET character_set_results = utf8mb3 */ ;
/*!50003 SET collation_connection  = utf8mb3_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 trigger t after insert on `odd table` for each row insert into empty_one values(1) 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-24 22:21:34
